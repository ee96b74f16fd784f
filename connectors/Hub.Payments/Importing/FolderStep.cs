using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;
using Hub.Payments.Settings;
using Microsoft.Extensions.Logging;

namespace Hub.Payments.Importing;

/// <summary>
/// Books the files of a folder. One is taken when nobody has it open and it did not change between two looks; then it lies in <c>processed/</c>, or in <c>rejected/</c>
/// when anything of it was refused, with a report beside it. One with a full card number is removed: the number may be nowhere. What breaks off between is done again:
/// what was booked is known then.
/// </summary>
public sealed class FolderStep(StatementImport import, PaymentsOptions options, TimeProvider clock, ILogger<FolderStep> logger) : IStep
{
    private static readonly string[] Unfinished = [".tmp", ".part", ".filepart", ".crdownload"];

    private Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    public string Name => "payments-folder";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var seen = new Dictionary<string, Seen>(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(options.Folder) ? new DirectoryInfo(options.Folder).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).ToList() : [])
        {
            if (file.Name.StartsWith('.') || Unfinished.Contains(file.Extension, StringComparer.OrdinalIgnoreCase) || !file.Exists)
            {
                continue;
            }

            var now = Seen.Of(file);
            if (!_seen.TryGetValue(file.Name, out var before) || !before.IsSame(now))
            {
                seen[file.Name] = now;
            }
            else if (await TakeAsync(file, before, ct) is { } left)
            {
                seen[file.Name] = left;
            }
        }

        _seen = seen;
        return clock.GetUtcNow() + options.FolderEvery;
    }

    /// <returns>Null when it is out of the folder; else what is known of it, to look at it again.</returns>
    private async Task<Seen?> TakeAsync(FileInfo file, Seen seen, CancellationToken ct)
    {
        var report = seen.Report;
        try
        {
            report ??= await ImportAsync(file, seen, ct);
            file.Refresh();
            if (!file.Exists || !seen.IsSame(Seen.Of(file)))
            {
                return file.Exists ? Seen.Of(file) : null;
            }

            if (report is { IsWhole: true })
            {
                await LayAwayAsync(file, report, ct);
                return null;
            }

            return seen;
        }
#pragma warning disable CA1031 // One file that meets a fault of the hub must not keep those behind it from being read.
        catch (Exception kept) when (kept is not (StoreUnavailableException or OperationCanceledException))
#pragma warning restore CA1031
        {
            // What is booked need not be read again to be moved.
            if (!seen.IsTold)
            {
                logger.StillThere(kept.GetType().Name, kept.HResult);
            }

            return seen with { Report = report is { IsWhole: true } ? report : null, IsTold = true };
        }
    }

    /// <returns>Null when it has changed after all.</returns>
    private async Task<ImportReport?> ImportAsync(FileInfo file, Seen seen, CancellationToken ct)
    {
        await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.None);
        return stream.Length == seen.Length ? await import.ImportAsync(stream, [], isTrial: false, ct) : null;
    }

    private async Task LayAwayAsync(FileInfo file, ImportReport report, CancellationToken ct)
    {
        var place = Directory.CreateDirectory(Path.Combine(options.Folder, report.Summary.IsSound ? "processed" : "rejected")).FullName;
        var name = CardCut.Of(file.Name).Replace('*', 'x');
        var path = Free(place, $"{clock.GetUtcNow():yyyyMMddHHmmss}", name);

        // A report is there whole or not at all, and before its file.
        var draft = Path.Combine(place, $".{name}.tmp");
        await File.WriteAllTextAsync(draft, ImportAnswer.Of(name, report.Summary, report.Added, report.Known).ToJsonString(), ct);
        File.Move(draft, $"{path}.report.json", overwrite: true);
        try
        {
            if (report.Summary.Refused.Any(refusal => refusal.Code == RefusalCodes.Card))
            {
                file.Delete();
            }
            else
            {
                file.MoveTo(path);
            }
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            File.Delete($"{path}.report.json");
            throw;
        }
    }

    // Two of one name within a second are two files. A report without its file is left of a run that broke off, or of one that was removed.
    private static string Free(string place, string time, string name)
    {
        for (var n = 1; ; n++)
        {
            var path = Path.Combine(place, n == 1 ? $"{time}-{name}" : $"{time}-{n}-{name}");
            if (!File.Exists(path) && !File.Exists($"{path}.report.json"))
            {
                return path;
            }
        }
    }

    /// <param name="Report">Of what was booked and could not be moved.</param>
    /// <param name="IsTold">That it could not be read or moved is in the log.</param>
    private sealed record Seen(long Length, DateTime Written, ImportReport? Report = null, bool IsTold = false)
    {
        public static Seen Of(FileInfo file) => new(file.Length, file.LastWriteTimeUtc);

        public bool IsSame(Seen other) => (Length, Written) == (other.Length, other.Written);
    }
}

internal static partial class FolderLog
{
    [LoggerMessage(4103, LogLevel.Warning, "A file of the watched folder cannot be read or moved and is tried again ({Fault}, {Code})")]
    public static partial void StillThere(this ILogger logger, string fault, int code);
}
