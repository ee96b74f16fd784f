using System.Globalization;

namespace Hub.Core.Trust;

/// <summary>An end of the audit's chain, at some moment: it pins every entry up to it. Written <c>SEQ:HASH</c>, the hash as 64 hexadecimal digits.</summary>
public sealed record AuditHead(long Seq, ReadOnlyMemory<byte> Hash)
{
    private const int HashBytes = 32;

    public static AuditHead Empty { get; } = new(0, AuditChain.Genesis);

    /// <returns>Null when the text is none.</returns>
    public static AuditHead? Parse(string? text)
    {
        if (text?.Trim().Split(':') is not [var seq, var hash] || hash.Length != 2 * HashBytes || !hash.All(char.IsAsciiHexDigit)
            || !long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return new AuditHead(number, Convert.FromHexString(hash));
    }

    /// <summary>Whether the chain, as it is stored, has exactly this entry.</summary>
    public async Task<bool> IsInAsync(IAuditLog log, CancellationToken ct) => Seq == 0
        ? Hash.Span.SequenceEqual(AuditChain.Genesis.Span)
        : await log.ListAsync(Seq - 1, 1, ct) is [var line] && line.Seq == Seq && line.Hash.Span.SequenceEqual(Hash.Span);

    public bool Equals(AuditHead? other) => other is not null && Seq == other.Seq && Hash.Span.SequenceEqual(other.Hash.Span);

    public override int GetHashCode() => Seq.GetHashCode();

    public override string ToString() => $"{Seq.ToString(CultureInfo.InvariantCulture)}:{Convert.ToHexStringLower(Hash.Span)}";
}
