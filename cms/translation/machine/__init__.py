"""Machine translation: ordered in a transaction, done outside of any, and never public before somebody has read it."""

from cms.translation.machine.configured import configured
from cms.translation.machine.interface import Machine, MachineError
from cms.translation.machine.tasks import KIND, OrderError, can_order, deliver, order

__all__ = ["KIND", "Machine", "MachineError", "OrderError", "can_order", "configured", "deliver", "order"]
