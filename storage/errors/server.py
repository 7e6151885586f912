"""What a server does, or does not let us do; known without what speaks with one."""

from storage.address import ServerAddress
from storage.errors.kinds import EnvironmentProblem, StoreRefusal


class NoDriver(EnvironmentProblem):
    """What speaks with a server is not installed."""

    def __init__(self, place: ServerAddress) -> None:
        super().__init__(
            place,
            f"这台电脑上的程序没有连接 PostgreSQL 的组件（psycopg），打不开“{place.name}”。"
            "请安装带服务器组件的版本，或用 pip install psycopg[binary] 补上。",
        )


class NoConnection(EnvironmentProblem):
    """There is no connection to the server; all that was saved is there when there is one again."""


class ServerUnreachable(NoConnection):
    """Nobody answers at the address."""

    def __init__(self, place: ServerAddress, reason: str) -> None:
        super().__init__(
            place,
            f"连不上服务器上的“{place.name}”（{reason}）。请检查地址、端口和网络，"
            "并问信息中心数据库是否正在运行。",
        )


class ServerLoginRefused(NoConnection):
    """The server does not let this user in.

    Attributes:
        needs_password: Whether a password, or another one, may help.

    """

    def __init__(self, place: ServerAddress, reason: str, *, needs_password: bool) -> None:
        advice = (
            "请输入数据库口令，或把它放进 ~/.pgpass。"
            if needs_password
            else "请让信息中心核对用户名、允许连接的地址（pg_hba.conf）和数据库名称。"
        )
        super().__init__(place, f"服务器不让登录“{place.name}”（{reason}）。{advice}")
        self.needs_password = needs_password


class ServerNotTrusted(EnvironmentProblem):
    """The connection would not be encrypted, or nobody vouches for the server, as the address wants."""

    def __init__(self, place: ServerAddress, reason: str) -> None:
        super().__init__(
            place,
            f"与服务器上的“{place.name}”没有建立可信的加密连接（{reason}）。请让信息中心核对服务器的证书、"
            "证书里的主机名和这台电脑上的根证书（sslrootcert）；不要为了连上而降低 sslmode。",
        )


class ServerLost(NoConnection):
    """The connection broke; what was being written is not in the store."""

    def __init__(self, place: ServerAddress) -> None:
        super().__init__(
            place,
            f"与服务器上的“{place.name}”的连接断了，这一步没有写入；此前的都已保存。"
            "网络恢复后再做一次，会自动重新连接。",
        )


class OutcomeUnknown(NoConnection):
    """The connection broke while the server was saving, and cannot be asked whether it did.

    Attributes:
        transaction: What the server knows it by, to be asked later.

    """

    def __init__(self, place: ServerAddress, transaction: str) -> None:
        super().__init__(
            place,
            f"保存时与服务器上的“{place.name}”的连接断了，还不知道这一步是否已写入。"
            "重新连接后请先查看，没有的再做一次；重复的上报包会认出来，不会收两次。",
        )
        self.transaction = transaction


class ServerBusy(EnvironmentProblem):
    """Somebody else has been writing for too long."""

    def __init__(self, place: ServerAddress) -> None:
        super().__init__(
            place,
            f"别的电脑正在写“{place.name}”，等了很久还没有轮到。这一步没有写入，请稍后再做一次。",
        )


class ServerFull(EnvironmentProblem):
    """The server's disk is full."""

    def __init__(self, place: ServerAddress) -> None:
        super().__init__(
            place,
            f"数据库服务器的磁盘已满，这一步没有写入“{place.name}”；此前的都已保存。"
            "请让信息中心腾出空间后再做一次。",
        )


class ServerReadOnly(EnvironmentProblem):
    """The server is a standby, or the user may only read."""

    def __init__(self, place: ServerAddress) -> None:
        super().__init__(
            place,
            f"“{place.name}”所在的服务器现在只能读（例如备用服务器）。请连接主服务器，或以只读方式打开。",
        )


class NotPermitted(StoreRefusal):
    """The database gives this user no right to it."""

    def __init__(self, place: ServerAddress) -> None:
        super().__init__(
            f"您的数据库用户没有做这一步的权限（{place.name}）。需要时请让信息中心或建库的人授权。"
        )


class ServerNotEmpty(EnvironmentProblem):
    """A new store would stand among the tables of something else."""

    def __init__(self, place: ServerAddress, found: str) -> None:
        super().__init__(
            place,
            f"“{place.name}”里已有别的内容（例如表 {found}），没有在那里建库。"
            "请让信息中心另建一个空的数据库或模式。",
        )


class ServerOlder(EnvironmentProblem):
    """The store was made by an earlier version of the program; it is upgraded only when that is asked.

    Attributes:
        may_upgrade: Whether this user may upgrade it.

    """

    def __init__(self, place: ServerAddress, owner: str, *, may_upgrade: bool) -> None:
        super().__init__(
            place,
            f"“{place.name}”由旧版本的程序建立，要先升级一次：请用建库的数据库用户（{owner}）"
            "升级，之后各人照常使用。升级前请让信息中心备份。",
        )
        self.may_upgrade = may_upgrade


class NoStoreThere(EnvironmentProblem):
    """The database is empty."""

    def __init__(self, place: ServerAddress) -> None:
        super().__init__(
            place,
            f"“{place.name}”里还没有局端库。请检查地址，或在那里新建一个。",
        )
