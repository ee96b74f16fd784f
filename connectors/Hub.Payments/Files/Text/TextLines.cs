using System.Text;
using Hub.Payments.Files.Statements;

namespace Hub.Payments.Files.Text;

/// <summary>A text file line by line, each held only until the next; CRLF, LF and CR alone end a line.</summary>
internal sealed class TextLines(Stream stream) : IDisposable
{
    /// <summary>Characters; no statement has longer lines, and one that had would be held whole.</summary>
    private const int MaxLine = 64 * 1024;

    private readonly StreamReader _reader = new(stream, FileText.Detect(stream), detectEncodingFromByteOrderMarks: false, 64 * 1024, leaveOpen: true);
    private readonly char[] _buffer = new char[2 * MaxLine];
    private int _start;
    private int _end;
    private int _length;
    private bool _isDry;

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    public ReadOnlySpan<char> Line => _buffer.AsSpan(_start - _length - _ending, _length);

    private int _ending;

    /// <exception cref="FileFaultException">A line is too long, or bytes cannot be decoded.</exception>
    public bool Read()
    {
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOfAny('\r', '\n');
            var needsMore = found >= 0 && _buffer[_start + found] == '\r' && _start + found + 1 == _end && !_isDry;
            if (found >= 0 && !needsMore)
            {
                _ending = _buffer[_start + found] == '\r' && _start + found + 1 < _end && _buffer[_start + found + 1] == '\n' ? 2 : 1;
                return Take(found);
            }

            if (_isDry)
            {
                _ending = 0;
                return _start < _end && Take(_end - _start);
            }

            Fill();
        }
    }

    public void Dispose() => _reader.Dispose();

    private bool Take(int length)
    {
        _length = length;
        _start += length + _ending;
        Number++;
        return true;
    }

    private void Fill()
    {
        var kept = _end - _start;
        if (kept > MaxLine)
        {
            throw new FileFaultException(new Place(Number + 1, MaxLine), RefusalCodes.Format, ("Dòng dài quá mức; đây không phải tệp sao kê", "A line is too long for a statement"));
        }

        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        (_start, _end) = (0, kept);
        try
        {
            var read = _reader.Read(_buffer, _end, _buffer.Length - _end);
            _isDry = read == 0;
            _end += read;
        }
        catch (DecoderFallbackException)
        {
            throw new FileFaultException(new Place(Number + 1, 1), RefusalCodes.Encoding, ("Có byte không đọc được theo bảng mã của tệp", "Bytes that the file's encoding does not know"));
        }
    }
}
