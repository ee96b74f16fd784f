using System.Collections.Concurrent;
using System.Text.Json;

namespace Hub.Sandbox.State;

/// <summary>The state log: JSON lines, handed to the operating system before a call is answered. Callers that wait together
/// share one write. Without a data folder it does nothing.</summary>
internal sealed class TwinJournal : IDisposable
{
    private readonly ConcurrentQueue<byte[]> _lines = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly FileStream? _lock;
    private readonly FileStream? _file;
    private readonly MemoryStream _batch = new();
    private IOException? _broken;

    public TwinJournal(SandboxOptions options)
    {
        if (options.DataDirectory is null)
        {
            return;
        }

        Directory.CreateDirectory(options.DataDirectory);
        // A second twin on the same folder fails here instead of mixing two states. The log itself stays open to readers.
        _lock = new FileStream(Path.Combine(options.DataDirectory, "twin.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        _file = new FileStream(
            Path.Combine(options.DataDirectory, "twin.jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Queues a line; call it inside the lock that orders the change, then await <see cref="SettledAsync"/> outside.</summary>
    public void Add(string kind, Action<Utf8JsonWriter> members)
    {
        if (_file is not null)
        {
            _lines.Enqueue(JournalLine.Of(kind, members));
        }
    }

    /// <summary>Completes when every line queued so far has been handed to the operating system.</summary>
    public async Task SettledAsync(CancellationToken ct)
    {
        if (_file is null)
        {
            return;
        }

        await _gate.WaitAsync(ct);
        try
        {
            WriteQueued(_file);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads the log from its start. A torn last line (a crash in the middle of a write) is cut off; damage before it is an error.</summary>
    public void Replay(Action<JsonElement> apply)
    {
        if (_file is null)
        {
            return;
        }

        _file.Position = 0;
        var good = 0L;
        var number = 0;
        foreach (var line in LineReader.Read(_file))
        {
            number++;
            if (!TryApply(line, number, apply))
            {
                break;
            }

            good += line.Length + 1;
        }

        _file.SetLength(good);
        _file.Position = good;
    }

    public async Task ClearAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            _lines.Clear();
            _file?.SetLength(0);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        if (_file is not null && _broken is null)
        {
            _gate.Wait();
            WriteQueued(_file);
        }

        _file?.Dispose();
        _lock?.Dispose();
        _gate.Dispose();
        _batch.Dispose();
    }

    private bool TryApply(TextLine line, int number, Action<JsonElement> apply)
    {
        try
        {
            using var document = JsonDocument.Parse(line.Bytes);
            if (!line.IsEnded)
            {
                return false;
            }

            apply(document.RootElement);
            return true;
        }
        catch (JsonException error)
        {
            return line.IsLast ? false : throw new InvalidDataException($"{_file!.Name} line {number} is damaged: {error.Message}", error);
        }
    }

    private void WriteQueued(FileStream file)
    {
        if (_broken is not null)
        {
            throw _broken;
        }

        _batch.SetLength(0);
        while (_lines.TryDequeue(out var line))
        {
            _batch.Write(line);
        }

        if (_batch.Length == 0)
        {
            return;
        }

        try
        {
            _batch.Position = 0;
            _batch.CopyTo(file);
            file.Flush();
        }
        catch (IOException error)
        {
            // A hole in the log would be a wrong past after the next start: refuse to go on rather than write after it.
            _broken = error;
            throw;
        }
    }
}
