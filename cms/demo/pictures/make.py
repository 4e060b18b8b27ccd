"""Draws the demo's pictures: `python cms/demo/pictures/make.py` writes them beside this file.

Flat shapes in one palette, drawn at twice the size and scaled down for smooth edges.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

BRIGHT = 420  # red, green and blue together: a wall in daylight
MIN_WIDTH_OF_THREE = 150  # pixels of a house with three windows side by side
WIDTH, HEIGHT, SCALE = 1600, 900, 2
Point = tuple[float, float]
Colour = tuple[int, int, int]

NIGHT, DEEP, TEAL, SAGE, MIST = (24, 52, 71), (31, 84, 99), (58, 124, 124), (139, 179, 158), (207, 224, 213)
SKY, SAND, SUN, CORAL, BRICK, PAPER = (
    (228, 237, 234),
    (242, 228, 201),
    (240, 183, 92),
    (226, 122, 88),
    (176, 80, 62),
    (250, 246, 238),
)


class Canvas:
    """A drawing surface in the coordinates of the finished picture."""

    def __init__(self, background: Colour) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self.draw = ImageDraw.Draw(self.image)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0) -> None:
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self.draw.rounded_rectangle(corners, radius=radius * SCALE, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        self.draw.ellipse([(v) * SCALE for v in (x - radius, y - radius, x + radius, y + radius)], fill=colour)

    def ring(self, x: float, y: float, radius: float, width: float, colour: Colour) -> None:
        corners = [v * SCALE for v in (x - radius, y - radius, x + radius, y + radius)]
        self.draw.ellipse(corners, outline=colour, width=round(width * SCALE))

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """A line with round joints and ends."""
        self.draw.line([(x * SCALE, y * SCALE) for x, y in points], fill=colour, width=round(width * SCALE))
        for x, y in points:
            self.disc(x, y, width / 2, colour)

    def glass(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """A disc like tinted glass: what lies below shines through."""
        mask = Image.new("L", self.image.size, 0)
        corners = [v * SCALE for v in (x - radius, y - radius, x + radius, y + radius)]
        ImageDraw.Draw(mask).ellipse(corners, fill=round(255 * strength))
        self.image.paste(colour, (0, 0), mask)

    def save(self, name: str) -> None:
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        path = Path(__file__).parent / f"{name}.png"
        small.quantize(96, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The first colour with a share (0 to 1) of the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def ridge(base: float, waves: Sequence[tuple[float, float, float]], step: int = 8) -> list[Point]:
    """A hill's outline down to the bottom edge; a wave is its height, length and shift in pixels."""
    points = [
        (x, base + sum(height * math.sin((x + shift) / length * math.tau) for height, length, shift in waves))
        for x in range(-step, WIDTH + 2 * step, step)
    ]
    return [*points, (WIDTH + step, HEIGHT), (-step, HEIGHT)]


def fir(canvas: Canvas, x: float, ground: float, height: float, colour: Colour) -> None:
    for level in range(3):
        top = ground - height * (1 - level * 0.25)
        half = height * (0.16 + 0.07 * level)
        canvas.polygon([(x, top), (x + half, top + height * 0.45), (x - half, top + height * 0.45)], colour)
    canvas.box(x - height * 0.03, ground - height * 0.1, height * 0.06, height * 0.14, colour)


def hills() -> Canvas:
    """Wooded hills one behind the other under a low sun."""
    canvas = Canvas(SAND)
    canvas.disc(1130, 330, 230, mix(SAND, SUN, 0.35))
    canvas.disc(1130, 330, 150, SUN)
    layers = [
        (400, [(46, 900, 100), (18, 380, 0)], mix(MIST, SAND, 0.3)),
        (500, [(58, 1100, 420), (16, 420, 60)], mix(SAGE, MIST, 0.35)),
        (590, [(52, 820, 40), (20, 300, 90)], SAGE),
        (680, [(44, 1300, 700), (18, 500, 0)], TEAL),
        (780, [(36, 900, 250), (10, 240, 30)], DEEP),
    ]
    for base, waves, colour in layers:
        canvas.polygon(ridge(base, waves), colour)
    outline = dict(ridge(780, layers[-1][1])[:-2])
    for x, size in ((96, 210), (176, 260), (264, 190), (1240, 200), (1328, 270), (1424, 230), (1504, 180)):
        fir(canvas, x, outline[x] + 30, size, NIGHT)
    canvas.polygon(ridge(860, [(14, 1000, 100)]), NIGHT)
    return canvas


def town() -> Canvas:
    """The gables of a small town beside a river."""
    canvas = Canvas(SKY)
    canvas.disc(380, 230, 92, SUN)
    canvas.polygon(ridge(430, [(50, 1000, 300), (14, 400, 0)]), MIST)
    canvas.polygon(ridge(510, [(34, 1200, 900), (10, 300, 0)]), SAGE)
    houses = [
        (90, 150, 200, CORAL), (240, 120, 250, PAPER), (360, 170, 170, TEAL), (530, 130, 280, SAND),
        (830, 150, 230, BRICK), (980, 130, 290, PAPER), (1110, 180, 190, SUN), (1290, 130, 250, TEAL),
        (1420, 120, 190, SAND),
    ]  # fmt: skip
    church(canvas, 745, 690)
    for x, width, height, colour in houses:
        house(canvas, x, 690, width, height, colour)
    canvas.box(0, 690, WIDTH, 26, NIGHT)
    canvas.box(0, 716, WIDTH, 184, TEAL)
    for row in range(5):
        for column in range(7):
            x = 60 + column * 236 + (row % 2) * 110
            canvas.box(x, 742 + row * 32, 120 - row * 8, 6, mix(TEAL, MIST, 0.55), 3)
    return canvas


def house(canvas: Canvas, x: float, ground: float, width: float, height: float, colour: Colour) -> None:
    top = ground - height
    canvas.polygon([(x - 10, top), (x + width / 2, top - width * 0.55), (x + width + 10, top)], NIGHT)
    canvas.box(x, top, width, height, colour)
    pane = NIGHT if sum(colour) > BRIGHT else SAND
    across = 2 if width < MIN_WIDTH_OF_THREE else 3
    for row in range(int((height - 60) // 64)):
        for column in range(across):
            left = x + width * (column + 0.5) / across - 13
            canvas.box(left, top + 30 + row * 64, 26, 36, pane, 3)
    canvas.box(x + width / 2 - 15, ground - 52, 30, 52, pane, 4)


def church(canvas: Canvas, x: float, ground: float) -> None:
    canvas.box(x - 42, ground - 380, 84, 380, DEEP)
    canvas.polygon([(x - 54, ground - 380), (x, ground - 560), (x + 54, ground - 380)], BRICK)
    canvas.box(x - 3, ground - 600, 6, 60, NIGHT)
    canvas.disc(x, ground - 320, 24, SAND)
    canvas.line([(x, ground - 320), (x, ground - 336)], 4, NIGHT)
    canvas.line([(x, ground - 320), (x + 11, ground - 316)], 4, NIGHT)


def circles() -> Canvas:
    """Circles of different sizes that overlap in the middle: people meet."""
    canvas = Canvas(PAPER)
    discs = [
        (560, 400, 270, TEAL), (920, 330, 230, SUN), (860, 590, 250, CORAL), (1180, 500, 210, SAGE),
        (380, 640, 150, SUN),
    ]  # fmt: skip
    for x, y, radius, colour in discs:
        canvas.glass(x, y, radius, colour, 0.78)
    for x, y, radius, colour in discs:
        canvas.ring(x, y, radius + 26, 5, mix(PAPER, colour, 0.6))
    for x, y in ((770, 440), (1010, 470), (470, 560)):
        canvas.disc(x, y, 17, NIGHT)
    canvas.line([(470, 560), (770, 440), (1010, 470)], 6, NIGHT)
    return canvas


def table() -> Canvas:
    """A round table with eight people, seen from above."""
    canvas = Canvas(MIST)
    canvas.disc(800, 450, 600, mix(MIST, SAGE, 0.25))
    canvas.disc(812, 466, 250, mix(MIST, NIGHT, 0.35))
    canvas.disc(800, 450, 250, SAND)
    canvas.ring(800, 450, 250, 10, mix(SAND, BRICK, 0.3))
    clothes = (TEAL, CORAL, NIGHT, SUN, DEEP, BRICK, SAGE, PAPER)
    hair = (NIGHT, BRICK, SUN, NIGHT, (92, 62, 48), NIGHT, (150, 140, 130), (92, 62, 48))
    for seat, (shirt, head) in enumerate(zip(clothes, hair, strict=True)):
        sitting(canvas, math.tau * seat / 8 + 0.2, shirt, head)
    for angle, colour in ((0.35, PAPER), (1.9, PAPER), (3.5, PAPER), (5.1, PAPER)):
        x, y = 800 + 130 * math.cos(angle), 450 + 130 * math.sin(angle)
        sheet(canvas, x, y, angle, colour)
    canvas.disc(800, 450, 34, TEAL)
    canvas.disc(800, 450, 20, SAGE)
    return canvas


def sitting(canvas: Canvas, angle: float, shirt: Colour, head: Colour) -> None:
    cos, sin = math.cos(angle), math.sin(angle)

    def at(out: float, aside: float) -> Point:
        return 800 + out * cos - aside * sin, 450 + out * sin + aside * cos

    for side in (-1, 1):
        canvas.line([at(345, 62 * side), at(285, 70 * side), at(222, 34 * side)], 34, shirt)
        canvas.disc(*at(218, 32 * side), 16, (224, 178, 146) if head != NIGHT else (150, 102, 74))
    canvas.line([at(350, -58), at(350, 58)], 78, shirt)
    canvas.disc(*at(335, 0), 50, head)


def sheet(canvas: Canvas, x: float, y: float, angle: float, colour: Colour) -> None:
    cos, sin = math.cos(angle), math.sin(angle)
    corners = [(-34, -26), (34, -26), (34, 26), (-34, 26)]
    canvas.polygon([(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in corners], colour)
    for row in (-10, 2, 14):
        ends = [(row, -16), (row, 16)]
        canvas.line([(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in ends], 3, SAGE)


def bridge() -> Canvas:
    """A bridge of three arches on which people meet."""
    canvas = Canvas(SAND)
    canvas.disc(800, 360, 210, SUN)
    canvas.polygon(ridge(480, [(60, 1600, 400), (16, 420, 0)]), MIST)
    canvas.polygon(ridge(560, [(50, 1600, 420), (10, 300, 100)]), SAGE)
    canvas.box(0, 660, WIDTH, 240, TEAL)
    deck = [(x, deck_at(x)) for x in range(-8, WIDTH + 9, 8)]
    canvas.polygon([*deck, (WIDTH, 720), (0, 720)], BRICK)
    for x, radius in ((430, 112), (800, 158), (1170, 112)):
        canvas.disc(x, 700, radius + 16, mix(BRICK, SAND, 0.35))
        canvas.disc(x, 700, radius, TEAL)
    canvas.box(0, 720, WIDTH, 180, TEAL)
    for row, shift in enumerate((60, 170, 20, 130)):
        for x in range(shift, WIDTH - 300, 260):
            canvas.box(x, 752 + row * 34, 130 - row * 14, 6, mix(TEAL, MIST, 0.5), 3)
    canvas.polygon([(-8, 500), (170, 520), (300, 610), (250, 720), (330, 920), (-8, 920)], DEEP)
    canvas.polygon([(1608, 490), (1440, 520), (1310, 610), (1350, 720), (1280, 920), (1608, 920)], DEEP)
    canvas.line(deck, 18, NIGHT)
    people = ((596, CORAL, 1.15), (664, PAPER, 1.0), (880, BRICK, 1.15), (952, TEAL, 1.08), (1016, CORAL, 0.78))
    for x, colour, size in people:
        walker(canvas, x, deck_at(x) - 6, colour, size)
    for x, size in ((60, 220), (142, 280), (1472, 270), (1552, 210)):
        fir(canvas, x, 540, size, NIGHT)
    return canvas


def deck_at(x: float) -> float:
    """The height of the bridge's deck, highest in the middle."""
    return 520 - 110 * math.cos((x - WIDTH / 2) / WIDTH * math.pi) ** 2


def walker(canvas: Canvas, x: float, ground: float, colour: Colour, size: float) -> None:
    canvas.line([(x, ground - 44 * size), (x - 11 * size, ground - 2)], 9 * size, NIGHT)
    canvas.line([(x, ground - 44 * size), (x + 11 * size, ground - 2)], 9 * size, NIGHT)
    canvas.line([(x, ground - 84 * size), (x, ground - 46 * size)], 26 * size, colour)
    canvas.disc(x, ground - 116 * size, 14 * size, NIGHT)


def voices() -> Canvas:
    """Speech bubbles in several colours: a language course."""
    canvas = Canvas(DEEP)
    canvas.disc(240, 820, 340, mix(DEEP, TEAL, 0.4))
    canvas.disc(1440, 110, 300, mix(DEEP, TEAL, 0.4))
    bubbles = [
        (180, 140, 560, 250, SAND, 1), (640, 330, 600, 230, CORAL, -1),
        (300, 560, 470, 200, SAGE, 1), (960, 620, 430, 180, SUN, -1), (1060, 110, 330, 150, PAPER, -1),
    ]  # fmt: skip
    for x, y, width, height, colour, side in bubbles:
        foot = x + (width * 0.2 if side > 0 else width * 0.8)
        tail = [(foot - 36, y + height - 8), (foot + 36, y + height - 8), (foot - 62 * side, y + height + 66)]
        canvas.polygon(tail, colour)
        canvas.box(x, y, width, height, colour, 46)
        rows = max(2, int(height // 62))
        for row in range(rows):
            length = (width - 120) * (1 if row < rows - 1 else 0.55)
            gap = height / (rows + 1)
            canvas.box(x + 60, y + gap * (row + 1) - 9, length, 18, mix(colour, NIGHT, 0.62), 9)
    return canvas


def workshop() -> Canvas:
    """Two cogwheels and tools: learning at work."""
    canvas = Canvas(PAPER)
    canvas.box(0, 700, WIDTH, 200, SAND)
    canvas.box(0, 700, WIDTH, 14, mix(SAND, BRICK, 0.35))
    cog(canvas, 540, 400, 220, 14, TEAL, 0.0)
    cog(canvas, 905, 518, 148, 10, CORAL, 0.05)
    cog(canvas, 1052, 300, 108, 8, SUN, 0.28)
    canvas.box(1230, 430, 250, 270, DEEP, 10)
    canvas.box(1258, 458, 194, 60, SAGE, 6)
    for row, colour in enumerate((CORAL, SUN, MIST)):
        canvas.disc(1290 + row * 64, 566, 20, colour)
    canvas.box(1258, 616, 194, 56, NIGHT, 6)
    for x, height, colour in ((120, 150, BRICK), (172, 190, NIGHT), (224, 130, SAGE)):
        canvas.box(x, 700 - height, 36, height, colour, 8)
    return canvas


def cog(canvas: Canvas, x: float, y: float, radius: float, teeth: int, colour: Colour, turn: float) -> None:
    for tooth in range(teeth):
        angle = turn + math.tau * tooth / teeth
        corners = [(radius * 0.9, -0.5), (radius * 1.17, -0.36), (radius * 1.17, 0.36), (radius * 0.9, 0.5)]
        width = math.tau * radius / teeth * 0.62
        points = [
            (
                x + out * math.cos(angle) - side * width * math.sin(angle),
                y + out * math.sin(angle) + side * width * math.cos(angle),
            )
            for out, side in corners
        ]
        canvas.polygon(points, colour)
    canvas.disc(x, y, radius, colour)
    canvas.disc(x, y, radius * 0.62, mix(colour, PAPER, 0.55))
    canvas.disc(x, y, radius * 0.22, NIGHT)


def ways() -> Canvas:
    """Coloured lines from several sides that run together, like a map of trams."""
    canvas = Canvas(NIGHT)
    for x in range(0, WIDTH, 100):
        canvas.line([(x, 0), (x, HEIGHT)], 1.5, mix(NIGHT, DEEP, 0.5))
    for y in range(0, HEIGHT, 100):
        canvas.line([(0, y), (WIDTH, y)], 1.5, mix(NIGHT, DEEP, 0.5))
    lines: list[tuple[list[Point], Colour]] = [
        ([(-20, 200), (300, 200), (520, 420), (1620, 420)], CORAL),
        ([(-20, 700), (360, 700), (610, 450), (1000, 450), (1250, 700), (1620, 700)], SUN),
        ([(500, -20), (500, 160), (760, 420), (760, 480), (920, 640), (920, 920)], SAGE),
        ([(1300, -20), (1300, 120), (970, 450), (700, 450), (400, 750), (400, 920)], SKY),
    ]
    for points, colour in lines:
        canvas.line(points, 20, colour)
    stops = [(200, 200), (200, 700), (500, 80), (1300, 60), (1400, 420), (1420, 700), (920, 800), (400, 840)]
    for x, y in stops:
        canvas.disc(x, y, 22, PAPER)
        canvas.disc(x, y, 12, NIGHT)
    canvas.box(690, 372, 220, 126, PAPER, 63)
    canvas.box(706, 388, 188, 94, CORAL, 47)
    for x in (750, 800, 850):
        canvas.disc(x, 435, 14, PAPER)
    return canvas


PICTURES: dict[str, Callable[[], Canvas]] = {
    "huegel": hills,
    "stadt": town,
    "kreise": circles,
    "tisch": table,
    "bruecke": bridge,
    "stimmen": voices,
    "werkstatt": workshop,
    "wege": ways,
}


if __name__ == "__main__":
    for name, draw in PICTURES.items():
        draw().save(name)
