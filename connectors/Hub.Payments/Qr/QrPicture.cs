using QRCoder;

namespace Hub.Payments.Qr;

/// <summary>
/// Draws codes: error correction M, so that a sheet that lost a seventh of its square is still read, and the quiet zone of four modules on each side.
/// Source: EMVCo MPM, which recommends M; ISO/IEC 18004 for the zone.
/// </summary>
public static class QrPicture
{
    /// <summary>Sharp on paper up to 9 cm and small enough to be sent.</summary>
    private const int PixelsPerModule = 10;

    /// <summary>Black on white.</summary>
    /// <exception cref="ArgumentException">The payload is no sound VietQR code: a picture of one would be paid wrong or not at all.</exception>
    public static byte[] Png(string payload)
    {
        using var data = Data(payload);
        using var picture = new PngByteQRCode(data);
        return picture.GetGraphic(PixelsPerModule, drawQuietZones: true);
    }

    /// <summary>One <c>svg</c> element without a size of its own, as large as the page lets it be.</summary>
    /// <inheritdoc cref="Png" path="/exception"/>
    public static string Svg(string payload)
    {
        using var data = Data(payload);
        using var picture = new SvgQRCode(data);
        return picture.GetGraphic(1, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    private static QRCodeData Data(string payload) => VietQrReader.Read(payload).Verdict is VietQrVerdict.Good
        ? QRCodeGenerator.GenerateQrCode(payload, QRCodeGenerator.ECCLevel.M)
        : throw new ArgumentException("This is no sound VietQR code.", nameof(payload));
}
