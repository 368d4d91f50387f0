"""The memory that clients take: how much there may be, and who has how much.

That of requests which are not answered yet, and that of answers which are not read.
"""


class MemoryBudget:
    """Bytes that the connections of a worker hold, and how many they may."""

    def __init__(self, limit: int, for_streams: int) -> None:
        """`for_streams`: how many there may be where a call with a streamed answer wants more."""
        self._limits = (limit, for_streams)
        self.held = 0

    def has_room(self, for_stream: bool) -> bool:
        """Whether more can be held."""
        return self.held <= self._limits[for_stream]


class Share:
    """What one connection holds of it; `head` are the bytes of headers that are not complete."""

    __slots__ = ("_held", "_memory", "head")

    def __init__(self, memory: MemoryBudget) -> None:
        self._memory = memory
        self._held = 0
        self.head = 0

    def add(self, size: int, for_stream: bool = False) -> bool:
        """Hold so many bytes more (or fewer, if negative); returns whether there is room for them."""
        self._held += size
        self._memory.held += size
        return self._memory.has_room(for_stream)

    def set_head(self, size: int) -> bool:
        """Of headers that are not complete, hold so many bytes from now on; returns whether there is room for them."""
        more, self.head = size - self.head, size
        return self.add(more)

    def give_back(self) -> None:
        """Hold nothing any more."""
        self._memory.held -= self._held
        self._held = self.head = 0


class UnreadAnswers:
    """Bytes of answers that clients of a worker read too slowly: how many there may be.

    They have a budget of their own. Otherwise whoever reads nothing would keep out large requests.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._sizes: dict[object, int] = {}
        self._held = 0

    def hold(self, client: object, size: int) -> bool:
        """Hold so many bytes for a client; returns whether there is room for them."""
        self._held += size - self._sizes.get(client, 0)
        self._sizes[client] = size
        return self._held <= self._limit

    def give_back(self, client: object) -> None:
        """Hold nothing any more for a client."""
        self._held -= self._sizes.pop(client, 0)
