using System.Globalization;
using System.Text;

namespace Hub.Sandbox.Payments;

/// <summary>A VietQR code as a payer's banking application understands it: by the published standard, each length checked.</summary>
/// <param name="Amount">Null where the payer types it.</param>
/// <param name="Purpose">Text of the transfer; null where there is none.</param>
internal sealed record VietQrPayload(string Bin, string Account, long? Amount, string? Purpose)
{
    private const string CrcHead = "6304";

    /// <summary>The code, or in words why an application does not pay it.</summary>
    public static (VietQrPayload? Code, string? Error) Read(string text)
    {
        if (text.Length < 8 || text.Length > 512 || text.Any(c => c is < ' ' or > '~') || text[^8..^4] != CrcHead)
        {
            return (null, "The code does not end with a checksum.");
        }

        if (!string.Equals(text[^4..], $"{Crc(text[..^4]):X4}", StringComparison.OrdinalIgnoreCase))
        {
            return (null, "The checksum is wrong.");
        }

        if (Fields(text[..^8]) is not { } all || all.GetValueOrDefault("00") != "01" || all.GetValueOrDefault("53") != "704" || all.GetValueOrDefault("58") != "VN")
        {
            return (null, "The code is no VietQR code in đồng.");
        }

        if (Fields(all.GetValueOrDefault("38")) is not { } payee || payee.GetValueOrDefault("00") != "A000000727" || payee.GetValueOrDefault("02") is not ("QRIBFTTA" or "QRIBFTTC")
            || Fields(payee.GetValueOrDefault("01")) is not { } bank
            || bank.GetValueOrDefault("00") is not { Length: 6 } bin || !bin.All(char.IsAsciiDigit) || bank.GetValueOrDefault("01") is not { Length: >= 1 and <= 19 } account)
        {
            return (null, "The payee's part is malformed.");
        }

        long? amount = null;
        if (all.GetValueOrDefault("54") is { } told)
        {
            if (!long.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var dong) || dong is < 1 or > Movement.Most)
            {
                return (null, "The amount is not whole đồng.");
            }

            amount = dong;
        }

        return all.TryGetValue("62", out var further) && Fields(further) is null
            ? (null, "The additional data are malformed.")
            : (new VietQrPayload(bin, account, amount, Fields(further)?.GetValueOrDefault("08")), null);
    }

    /// <summary>Tag, two digits of length, value; null when that does not go up to the end, or a tag comes twice.</summary>
    private static Dictionary<string, string>? Fields(string? text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; text is not null && at < text.Length;)
        {
            if (at + 4 > text.Length || !text.AsSpan(at, 4).ToString().All(char.IsAsciiDigit))
            {
                return null;
            }

            var length = int.Parse(text.AsSpan(at + 2, 2), NumberStyles.None, CultureInfo.InvariantCulture);
            if (at + 4 + length > text.Length || !fields.TryAdd(text.Substring(at, 2), text.Substring(at + 4, length)))
            {
                return null;
            }

            at += 4 + length;
        }

        return text is null ? null : fields;
    }

    /// <summary>CRC-16 with polynomial 0x1021 from 0xFFFF, not reflected.</summary>
    private static int Crc(string text)
    {
        var crc = 0xFFFF;
        foreach (var octet in Encoding.ASCII.GetBytes(text))
        {
            crc ^= octet << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = ((crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xFFFF;
            }
        }

        return crc;
    }
}
