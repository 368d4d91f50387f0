"""What a client may take of the server: times in seconds, sizes in bytes."""

HEADER_SECONDS = 15  # from the first byte of a request to the end of its headers
KEEP_ALIVE_SECONDS = 75  # between two requests
WRITE_SECONDS = 30  # in which a client has to begin to read again
LINGER_SECONDS = 5  # in which a client that is still sending can read why it was refused
STOP_SECONDS = 2  # in which a client that has connected can send its request when the server stops

MAX_PART = 4 * 1024  # that are read at once of one client, before others have their turn
MAX_CHUNKS_PART = 1024  # that are read at once of a body in chunks: each of them may have one byte
MAX_BODY_PART = 64 * 1024  # that are read at once of a body, as long as so much of it is still to come
MAX_TARGET = 16 * 1024
MAX_HEAD = 64 * 1024  # of a request's first line and headers, and of what is between the parts of its body
MAX_HEADERS = 100  # of a request
MAX_EARLY_BODY = 64 * 1024  # that are read of a body before its request is admitted
MAX_DROPPED = 64 * 1024 * 1024  # that are read and dropped after a refusal
MAX_WAITING = 32  # requests that are read while another is in progress
MAX_TURN = 8  # requests that are begun in one turn of the event loop

LARGE_BODY = 16 * 1024  # a larger one counts for what follows
MAX_HELD = 32 * 1024 * 1024  # that a worker holds of large bodies, and of requests that wait
MAX_HELD_BY_STREAMS = MAX_HELD // 2  # of which calls with streamed answers, and uploads, leave the rest to others
MAX_BUFFERED = 16 * 1024  # of answers, that are kept for a client before it counts as too slow
MAX_UNREAD = 32 * 1024 * 1024  # of answers, that a worker holds for all clients that are too slow
REQUEST_SIZE = 2048  # that a request takes which waits, besides its body

LARGE_THREADS = 4  # that read large bodies: with more at once the event loop would have to wait for each of them
HEALTH_THREADS = 4  # that check whether the register is ready: nothing else keeps them busy
STREAM_THREADS = 2  # that go on with streamed answers
LARGE_SECONDS = 0.15  # what a registration with a body of 1 MiB takes while three others run
STREAM_SECONDS = 0.1  # what a piece of a streamed answer takes
SECONDS = 0.005  # what another call takes
