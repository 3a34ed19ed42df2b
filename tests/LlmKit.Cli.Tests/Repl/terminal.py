"""Runs a program at a pseudo terminal. What it writes goes to standard output as it is; standard input holds one JSON
object a line: {"send": "text"} types, {"size": [columns, rows]} resizes, {"signal": number} sends a signal."""
import fcntl, json, os, pty, select, struct, sys, termios


def resize(terminal, columns, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


columns, rows = int(sys.argv[1]), int(sys.argv[2])
child, terminal = pty.fork()
if child == 0:
    resize(0, columns, rows)
    os.execvp(sys.argv[3], sys.argv[3:])
pending = b""
while True:
    ready, _, _ = select.select([terminal, 0], [], [])
    if terminal in ready:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            data = b""
        if not data:
            break
        os.write(1, data)
    if 0 in ready:
        data = os.read(0, 65536)
        if not data:
            break
        *lines, pending = (pending + data).split(b"\n")
        for line in lines:
            step = json.loads(line)
            if "send" in step:
                os.write(terminal, step["send"].encode())
            elif "size" in step:
                resize(terminal, *step["size"])
            else:
                os.kill(child, step["signal"])
os.close(terminal)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 255)
