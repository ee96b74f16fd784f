using Hub.Core.Steps;
using Hub.Core.Tasks;
using Hub.Core.Trust;

namespace Hub.ExampleParty.Archive;

/// <summary>Tells a person of filings whose shelf stays unknown.</summary>
public sealed class ArchiveWatchStep(IFilings filings, ITasks tasks, ArchiveOptions options, TimeProvider clock) : IStep
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    public string Name => "archive-watch";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var late = (await filings.ListAsync(ct)).Where(filing => filing.Shelf is null && filing.At + options.Patience <= now);
        await tasks.OpenAsync([.. late.Select(filing => new WorkTask(
            Guid.CreateVersion7(now), ArchiveDescriptor.ShelfMissing, filing.Dossier, filing.Dossier, Role.Operator, null, now, now + Every,
            "Kho lưu trữ chưa cho biết giá; hãy hỏi kho.", "The archive has not said which shelf; ask it."))], ct);
        return now + Every;
    }
}
