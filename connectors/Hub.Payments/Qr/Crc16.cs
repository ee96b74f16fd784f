using System.Globalization;
using System.Text;

namespace Hub.Payments.Qr;

/// <summary>CRC-16/CCITT-FALSE: polynomial 0x1021, initially 0xFFFF, neither reflected nor inverted. Source: EMVCo MPM 1.1, 4.7.3.</summary>
public static class Crc16
{
    private const int Polynomial = 0x1021;

    public static ushort Of(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFF;
        foreach (var next in bytes)
        {
            crc ^= next << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
            }
        }

        return (ushort)crc;
    }

    /// <summary>Four upper-case hex digits over the text's UTF-8 bytes.</summary>
    public static string Hex(string text) => Of(Encoding.UTF8.GetBytes(text)).ToString("X4", CultureInfo.InvariantCulture);
}
