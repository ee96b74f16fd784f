using System.Text;
using QRCoder;

namespace Hub.Postal.Print.Codes;

/// <summary>QR code (ISO/IEC 18004), error correction M: a label that lost a seventh of its square is still read.</summary>
public static class QrSquare
{
    /// <summary>More bytes than this make modules too fine for the squares on our sheets.</summary>
    private const int Longest = 200;

    /// <summary>The square; <see langword="null"/> for an empty text or one of more than 200 bytes of UTF-8.</summary>
    public static CodePicture? Draw(string text)
    {
        if (text.Length == 0 || Encoding.UTF8.GetByteCount(text) > Longest)
        {
            return null;
        }

        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        // The matrix comes with its quiet zone of four modules on each side.
        const int quiet = 4;
        var rows = data.ModuleMatrix;
        var size = rows.Count - (2 * quiet);
        List<CodeBox> boxes = [];
        for (var y = 0; y < size; y++)
        {
            var row = rows[y + quiet];
            for (var x = 0; x < size; x++)
            {
                var start = x;
                while (x < size && row[x + quiet])
                {
                    x++;
                }

                if (x > start)
                {
                    boxes.Add(new CodeBox(start, y, x - start, 1));
                }
            }
        }

        return new CodePicture(text, size, size, quiet, boxes);
    }
}
