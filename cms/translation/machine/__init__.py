"""Machine translation: ordered in a transaction, done outside of any, and never public before somebody has read it."""

from cms.translation.machine.configured import configured
from cms.translation.machine.interface import Machine, MachineFailed
from cms.translation.machine.tasks import KIND, CannotOrder, can_order, deliver, order

__all__ = ["KIND", "CannotOrder", "Machine", "MachineFailed", "can_order", "configured", "deliver", "order"]
