using System.Text;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;

namespace Hub.Benchmarks;

/// <summary>Events of about 1 KB as a case system posts them.</summary>
internal static class Day
{
    public const string Lane = "bench";

    public static CloudEvent Event(long n, int dossiers) => new()
    {
        Id = $"{(uint)(n * 2654435761):x8}-{n}",
        Source = "urn:bench",
        Type = EventTypes.DossierProgressNoted,
        Subject = Code(n % dossiers),
        Time = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(n),
        Data = Body(n),
    };

    public static string Code(long n) => $"000.00.01.H40-2611{1 + (n / 10000 % 28):00}-{n % 10000:0000}";

    public static byte[] Body(long n) => Encoding.UTF8.GetBytes(
        $$"""{"content":"Chuyển bước xử lý {{n}} {{new string('x', 780)}}","officer":{"name":"Trần Thị Demo","title":"Công chức","department":"Bộ phận một cửa"},"status":"processing"}""");

    /// <summary>An event whose envelope is a strand of its own, called by its number.</summary>
    public static Submission Alone(long n, EnvelopeIds ids) => Submission(n, ids, int.MaxValue) with
    {
        Envelopes = [new EnvelopeDraft(ids.Next(), Lane, n.ToString(System.Globalization.CultureInfo.InvariantCulture), EventTypes.DossierProgressNoted)],
    };

    public static Submission Submission(long n, EnvelopeIds ids, int dossiers, bool withState = true)
    {
        var e = Event(n, dossiers);
        return new Submission
        {
            Event = e,
            Digest = EventDigest.Of(e),
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            AcceptedBy = "bench",
            Envelopes = withState ? [new EnvelopeDraft(ids.Next(), Lane, e.Subject!, e.Type)] : [],
            Dossier = withState ? new DossierMove(e.Subject!, e.Time!.Value, "processing") : null,
        };
    }
}
