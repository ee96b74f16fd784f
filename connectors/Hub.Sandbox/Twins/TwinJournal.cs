using System.Collections.Concurrent;
using System.Text.Json;

namespace Hub.Sandbox.Twins;

/// <summary>The state log: JSON lines, handed to the operating system before a call is answered. Callers that wait together
/// share one write. Without a data folder it does nothing.</summary>
public sealed class TwinJournal : IDisposable
{
    /// <summary>The member of a line that says what the line is.</summary>
    internal const string Kind = "k";

    private readonly ConcurrentQueue<byte[]> _lines = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly FileStream? _lock;
    private readonly FileStream? _file;
    private readonly MemoryStream _batch = new();
    private IOException? _broken;

    internal TwinJournal(string? folder)
    {
        Folder = folder;
        if (folder is null)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        // A second twin on the same folder fails here instead of mixing two states. The log itself stays open to readers.
        _lock = new FileStream(Path.Combine(folder, "twin.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        _file = new FileStream(
            Path.Combine(folder, "twin.jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Where a twin may keep files of its own beside the log; null where the state stays in memory.</summary>
    public string? Folder { get; }

    /// <summary>Queues a line, a JSON object with its kind and these members; call it inside the lock that orders the change,
    /// then await <see cref="SettledAsync"/> outside.</summary>
    public void Add(string kind, Action<Utf8JsonWriter> members)
    {
        if (_file is not null)
        {
            _lines.Enqueue(LineOf(kind, members));
        }
    }

    /// <summary>Queues a line with one member, to be read back by <see cref="Read{T}"/>.</summary>
    public void Add<T>(string kind, string name, T value) => Add(kind, writer =>
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, TwinJson.Control);
    });

    /// <summary>The member of a line that <see cref="Add{T}"/> wrote.</summary>
    public static T Read<T>(JsonElement line, string name) => line.GetProperty(name).Deserialize<T>(TwinJson.Control)!;

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
    internal void Replay(Action<JsonElement> apply)
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

    internal async Task ClearAsync(CancellationToken ct)
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

    private static byte[] LineOf(string kind, Action<Utf8JsonWriter> members) =>
    [
        .. TwinJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString(Kind, kind);
            members(writer);
            writer.WriteEndObject();
        }).Span,
        (byte)'\n',
    ];

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
