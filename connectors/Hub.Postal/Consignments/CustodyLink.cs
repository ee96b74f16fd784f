using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Postal.Consignments;

/// <summary>One scan in the chain of custody of a paper; each link hashes the one before.</summary>
/// <param name="Item">The paper or envelope: dossier code, <c>/</c>, paper id.</param>
/// <param name="No">From 1, without gaps.</param>
/// <param name="From">Who gave it; where that is not who had it after the link before, the chain has a gap there.</param>
/// <param name="By">Who scanned, as the audit names him.</param>
/// <param name="Previous">Hash of the link before; 32 zero bytes for the first.</param>
public sealed record CustodyLink(
    string Dossier, string Item, int No, Holder From, Holder To, string Number, string? Office, string By,
    DateTimeOffset At, DateTimeOffset ReceivedAt, ReadOnlyMemory<byte> Previous, ReadOnlyMemory<byte> Hash)
{
    /// <summary>The next link of a chain. Its times are cut to whole microseconds, which is what stores keep: what is hashed must be what can be read back.</summary>
    /// <param name="last">Its last link; null where this is the first.</param>
    public static CustodyLink After(
        CustodyLink? last, string dossier, string item, Holder from, Holder to, string number, string? office, string by, DateTimeOffset at, DateTimeOffset receivedAt)
    {
        var previous = last?.Hash ?? new byte[SHA256.HashSizeInBytes];
        var link = new CustodyLink(dossier, item, (last?.No ?? 0) + 1, from, to, number, office, by, Whole(at), Whole(receivedAt), previous, default);
        return link with { Hash = link.Digest() };
    }

    /// <summary>SHA-256 over the link before and every member in order, each as its UTF-8 length, a colon and its text. Times are UTC ticks of 100 ns.</summary>
    public byte[] Digest()
    {
        var text = new StringBuilder();
        foreach (var part in (string[])
        [
            Convert.ToHexStringLower(Previous.Span), Dossier, Item, Text(No), From.ToString(), To.ToString(), Number, Office ?? "", By, Text(At.UtcTicks), Text(ReceivedAt.UtcTicks),
        ])
        {
            text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(part)}:").Append(part);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static DateTimeOffset Whole(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Who holds a paper.</summary>
public enum Holder
{
    Citizen,
    Clerk,
    Postman,
}
