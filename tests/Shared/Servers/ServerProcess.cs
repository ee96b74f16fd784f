using System.Diagnostics;
using System.Globalization;

namespace Hub.Tests.Servers;

/// <summary>
/// A real server under a guard: a shell of its own session that starts it, holds a pipe from the test process, and when that pipe
/// closes, however the test process ended, stops the server and removes its folder.
/// </summary>
public sealed class ServerProcess : IDisposable
{
    // $1 folder, $2 signal that ends the server at once, then the command. The server is a child of the guard, so its end is the guard's.
    private const string Guard = """
        folder=$1 last=$2; shift 2
        cd "$folder" || exit 1
        exec 3<&0 </dev/null
        "$@" >>"$folder/server.log" 2>&1 3<&- &
        server=$!
        echo $server >"$folder/server.pid"
        below() { for child in $(cat /proc/$1/task/*/children 2>/dev/null); do echo $child; below $child; done; }
        {
            cat
            if kill -0 $$; then
                tree="$server $(below $server)"
                kill -CONT $tree
                kill -$last $server
                for turn in 1 2 3 4 5 6 7 8 9 10; do kill -0 $server || break; sleep 0.5; done
                kill -KILL $tree
            fi
            [ "$(cat "$folder/server.pid")" != $server ] || rm -rf "$folder"
        } <&3 >/dev/null 2>&1 &
        exec 3<&-
        echo $server
        exec >&-
        wait $server
        """;

    private readonly Process _guard;
    private readonly string _folder;

    private ServerProcess(Process guard, string folder, int id)
    {
        _guard = guard;
        _folder = folder;
        Id = id;
    }

    /// <summary>The server's own process id, not the guard's.</summary>
    public int Id { get; }

    /// <summary>What the server has written, for a message when it fails.</summary>
    public string Log => File.Exists(LogPath) ? File.ReadAllText(LogPath) : "";

    private string LogPath => Path.Combine(_folder, "server.log");

    /// <param name="folder">The server's own; it goes with the server when the test process is killed.</param>
    /// <param name="lastSignal">Ends the server at once, such as <c>QUIT</c>.</param>
    /// <param name="command">Program and arguments; it must not go into the background.</param>
    public static ServerProcess Start(string folder, string lastSignal, IReadOnlyDictionary<string, string>? environment, params string[] command)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Guard, "guard", folder, lastSignal, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var guard = Process.Start(start)!;
        return int.TryParse(guard.StandardOutput.ReadLine(), CultureInfo.InvariantCulture, out var id)
            ? new ServerProcess(guard, folder, id)
            : throw new InvalidOperationException($"The server in {folder} did not start.");
    }

    /// <summary>Waits until the look succeeds.</summary>
    /// <exception cref="InvalidOperationException">The server ended first, or it hangs.</exception>
    public void WaitUntil(string what, Func<bool> look)
    {
        var watch = Stopwatch.StartNew();
        while (!look())
        {
            // A wait for its end that is given up soon is also the pause between two looks.
            if (_guard.WaitForExit(20) || watch.Elapsed > Hang.Limit)
            {
                throw new InvalidOperationException($"The server in {_folder} was not {what}: {Log}");
            }
        }
    }

    /// <summary>Sends a signal, such as <c>INT</c>, and waits for the end.</summary>
    public void Stop(string signal)
    {
        if (!_guard.HasExited)
        {
            Signal(signal, [Id]);
            if (!_guard.WaitForExit(Hang.Limit))
            {
                throw new TimeoutException($"The server in {_folder} did not end on {signal}: {Log}");
            }
        }
    }

    /// <summary>kill -9 of all its processes: nothing is flushed, nobody is told.</summary>
    public void Kill()
    {
        if (!_guard.HasExited)
        {
            var tree = Tree();
            Signal("KILL", tree);
            _guard.WaitForExit(Hang.Limit);
            using var beat = new ManualResetEventSlim();
            while (tree.Any(id => Directory.Exists($"/proc/{id}")))
            {
                beat.Wait(5);
            }
        }
    }

    /// <summary>SIGSTOP to all its processes: connections stay open and nobody answers.</summary>
    public void Pause()
    {
        // The first one first: it makes no further children then.
        Signal("STOP", [Id]);
        Signal("STOP", Tree());
    }

    public void Resume() => Signal("CONT", Tree());

    /// <summary>Closes the pipe, as the end of the test process does.</summary>
    public void LetGo() => _guard.StandardInput.Close();

    /// <summary>Ends it at once when it still runs. The folder is the caller's again.</summary>
    public void Dispose()
    {
        if (!_guard.HasExited)
        {
            Resume();
            Kill();
        }

        // The watcher takes a folder that names another server, or none, for nothing of its own.
        var named = Path.Combine(_folder, "server.pid");
        if (File.Exists(named) && File.ReadAllText(named).Trim() == Id.ToString(CultureInfo.InvariantCulture))
        {
            File.Delete(named);
        }

        _guard.StandardInput.Dispose();
        _guard.Dispose();
    }

    private int[] Tree() => [Id, .. Below(Id)];

    private static IEnumerable<int> Below(int id)
    {
        string children;
        try
        {
            children = string.Join(' ', Directory.GetDirectories($"/proc/{id}/task").Select(task => File.ReadAllText(Path.Combine(task, "children"))));
        }
        catch (IOException)
        {
            // It ended between two looks.
            yield break;
        }

        foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            yield return child;
            foreach (var further in Below(child))
            {
                yield return further;
            }
        }
    }

    private static void Signal(string signal, IEnumerable<int> ids)
    {
        // One of several may be gone already; then kill says so and has sent it to the others.
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", .. ids.Select(id => id.ToString(CultureInfo.InvariantCulture))])
        {
            RedirectStandardError = true,
        })!;
        kill.WaitForExit();
    }
}
