"""How long keys are good for, as lines and as JSON."""

from cli.output import Result
from operations.keys.key_care import KeyState, warnings


def keys_result(states: list[KeyState]) -> Result:
    """Answer with every certificate and list, warnings last."""
    data = {
        "keys": [
            {
                "kind": state.kind.value,
                "holder": state.holder,
                "name": state.name,
                "not_after": state.not_after.isoformat(),
                "days_left": state.days_left,
                "stage": state.stage,
                "status": state.status.value,
                "warning": state.warning,
            }
            for state in states
        ],
        "warnings": warnings(states),
    }
    lines = [
        f"{state.not_after.astimezone():%Y-%m-%d}  {state.kind.label}  {state.name}（{state.holder}）"
        for state in states
    ]
    return Result(data, [*lines, *warnings(states)])
