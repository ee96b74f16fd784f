using Hub.Core.Dossiers;
using Hub.Core.Inbox;
using Hub.Core.Parties;

namespace Hub.ExampleParty.Archive;

/// <summary>Settings of the archive, section <c>Archive</c>.</summary>
public sealed record ArchiveOptions
{
    /// <summary>Where the archive listens; without it its lane keeps everything.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>How long a filing may lack its shelf before a person is told.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromDays(3);
}

/// <summary>The archive, as the rest of the hub knows it.</summary>
public static class ArchiveDescriptor
{
    public const string Lane = "archive";
    public const string FilingRequested = "vn.onestop.archive.filing-requested.v1";
    public const string Filed = "vn.onestop.archive.filed.v1";
    public const string Refused = "archive-refused";
    public const string ShelfMissing = "archive-shelf-missing";

    public static Party<ArchiveOptions> Party { get; } = new()
    {
        Lane = Lane,
        Name = new("kho lưu trữ", "the archive"),
        Requests = [FilingRequested],
        Timeline = new Dictionary<string, TimelineWording>(StringComparer.Ordinal)
        {
            [FilingRequested] = (words, e) => TimelineWords.Join(words.Say(("Đề nghị nộp lưu", "The archive is asked to file")), words.Labelled(("hộp", "box"), e.Text("box"))),
            [Filed] = (words, e) => TimelineWords.Join(words.Say(("Đã nộp lưu", "Filed in the archive")), words.Labelled(("giá", "shelf"), e.Text("shelf"))),
        },
        Steps = [new("archive-watch", AtOneInstance: true, Schedule: "archive-watch")],
        Schedules = [new("archive-watch", "0 9/10 * * * *")],
        ReasonCodes = [Refused],
        TaskKinds = [ShelfMissing],
        NotInUse = new("chưa dùng: chưa có Archive:BaseAddress", "not in use: no Archive:BaseAddress"),
        Section = "Archive",
        Faults = options => options.Patience > TimeSpan.Zero ? [] : [new("Archive:Patience", new("phải lớn hơn 0.", "must be longer than zero."))],
        Missing = options => options.BaseAddress is null ? "Archive:BaseAddress" : null,
    };
}

/// <param name="Shelf">Null until the archive said where it stands.</param>
public sealed record Filing(string Dossier, string Box, string? Shelf, DateTimeOffset At);

/// <summary>What the hub knows of the archive's filings.</summary>
public interface IFilings
{
    /// <summary>Writes the filing, with what follows from it, or nothing when it was written before.</summary>
    Task<bool> AddAsync(Filing filing, Submission told, CancellationToken ct);

    Task<IReadOnlyList<Filing>> ListAsync(CancellationToken ct);
}
