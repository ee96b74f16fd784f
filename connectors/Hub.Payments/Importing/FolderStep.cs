using Hub.Core.Steps;
using Hub.Payments.Files.Statements;
using Hub.Payments.Settings;

namespace Hub.Payments.Importing;

/// <summary>
/// Books the files of a folder. One is taken when nobody has it open and it did not change between two looks; then it lies in <c>processed/</c>, or in <c>rejected/</c>
/// when anything of it was refused, with a report beside it. One with a full card number is removed: the number may be nowhere.
/// </summary>
public sealed class FolderStep(StatementImport import, PaymentsOptions options, TimeProvider clock) : IStep
{
    private static readonly string[] Unfinished = [".tmp", ".part", ".filepart", ".crdownload"];

    private Dictionary<string, (long Length, DateTime Written)> _seen = new(StringComparer.Ordinal);

    public string Name => "payments-folder";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var seen = new Dictionary<string, (long Length, DateTime Written)>(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(options.Folder) ? new DirectoryInfo(options.Folder).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).ToList() : [])
        {
            var state = (file.Length, file.LastWriteTimeUtc);
            if (file.Name.StartsWith('.') || Unfinished.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!_seen.TryGetValue(file.Name, out var before) || before != state || !await TakeAsync(file, ct))
            {
                seen[file.Name] = state;
            }
        }

        _seen = seen;
        return clock.GetUtcNow() + options.FolderEvery;
    }

    /// <returns>False when somebody has it open, or the store was busy: it is looked at again.</returns>
    private async Task<bool> TakeAsync(FileInfo file, CancellationToken ct)
    {
        ImportReport report;
        try
        {
            await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.None);
            report = await import.ImportAsync(stream, [], isTrial: false, ct);
        }
        catch (Exception open) when (open is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        if (!report.IsWhole)
        {
            return false;
        }

        var place = Directory.CreateDirectory(Path.Combine(options.Folder, report.Summary.IsSound ? "processed" : "rejected"));
        var name = Path.Combine(place.FullName, $"{clock.GetUtcNow():yyyyMMddHHmmss}-{file.Name}");
        await File.WriteAllTextAsync($"{name}.report.json", ImportAnswer.Of(file.Name, report.Summary, report.Added, report.Known).ToJsonString(), ct);
        if (report.Summary.Refused.Any(refusal => refusal.Code == RefusalCodes.Card))
        {
            file.Delete();
        }
        else
        {
            file.MoveTo(name, overwrite: true);
        }

        return true;
    }
}
