using System.Buffers;
using System.Buffers.Text;
using Hub.Postal.Print.Codes;

namespace Hub.Postal.Print.Pdf;

/// <summary>One page; millimetres from the upper left corner, letters in points.</summary>
internal sealed class PdfPage(double width, double height, FontSubset regular, FontSubset bold)
{
    public const double MillimetresPerPoint = 25.4 / 72;
    private readonly ArrayBufferWriter<byte> _content = new(4096);

    public double Width { get; } = width;

    public double Height { get; } = height;

    public ReadOnlyMemory<byte> Content => _content.WrittenMemory;

    /// <summary>In millimetres.</summary>
    public double Measure(string text, double size, bool strong = false) => (strong ? bold : regular).Width(text, size) * MillimetresPerPoint;

    /// <param name="y">Of the base line.</param>
    public void Text(double x, double y, string text, double size, bool strong = false)
    {
        if (text.Length == 0)
        {
            return;
        }

        var font = strong ? bold : regular;
        Write("BT /"u8);
        Write(System.Text.Encoding.ASCII.GetBytes(font.Name));
        Number(size);
        Write(" Tf"u8);
        Number(Points(x));
        Number(Points(Height - y));
        Write(" Td <"u8);
        font.Write(_content, text);
        Write("> Tj ET\n"u8);
    }

    public void Line(double fromX, double fromY, double toX, double toY, double thickness = 0.2)
    {
        Number(Points(thickness));
        Write(" w"u8);
        Number(Points(fromX));
        Number(Points(Height - fromY));
        Write(" m"u8);
        Number(Points(toX));
        Number(Points(Height - toY));
        Write(" l S\n"u8);
    }

    public void Frame(double x, double y, double width, double height, double thickness = 0.2)
    {
        Number(Points(thickness));
        Write(" w"u8);
        Rectangle(x, y, width, height);
        Write(" S\n"u8);
    }

    public void Shade(double x, double y, double width, double height)
    {
        Write("0.92 g"u8);
        Rectangle(x, y, width, height);
        Write(" f 0 g\n"u8);
    }

    /// <param name="module">Width of one module.</param>
    /// <param name="moduleHeight">Height of one module.</param>
    public void Code(CodePicture code, double x, double y, double module, double moduleHeight)
    {
        // The boxes stay whole numbers: they are scaled and turned upside down once, for all of them.
        Write("q"u8);
        Number(Points(module), 5);
        Write(" 0 0"u8);
        Number(-Points(moduleHeight), 5);
        Number(Points(x));
        Number(Points(Height - y));
        Write(" cm\n"u8);
        foreach (var box in code.Boxes)
        {
            Whole(box.X);
            Whole(box.Y);
            Whole(box.Width);
            Whole(box.Height);
            Write(" re\n"u8);
        }

        Write("f Q\n"u8);
    }

    private static double Points(double millimetres) => millimetres / MillimetresPerPoint;

    private void Rectangle(double x, double y, double width, double height)
    {
        Number(Points(x));
        Number(Points(Height - y - height));
        Number(Points(width));
        Number(Points(height));
        Write(" re"u8);
    }

    private void Write(ReadOnlySpan<byte> bytes) => _content.Write(bytes);

    private void Number(double value, byte digits = 2)
    {
        var span = _content.GetSpan(32);
        span[0] = (byte)' ';
        Utf8Formatter.TryFormat(value, span[1..], out var written, new StandardFormat('F', digits));
        _content.Advance(written + 1);
    }

    private void Whole(int value)
    {
        var span = _content.GetSpan(12);
        span[0] = (byte)' ';
        Utf8Formatter.TryFormat(value, span[1..], out var written);
        _content.Advance(written + 1);
    }
}
