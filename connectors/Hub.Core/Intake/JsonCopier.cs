using System.Text.Json;

namespace Hub.Core.Intake;

/// <summary>
/// Copies one JSON value without its insignificant white space, in the same pass that reads it. On the way it refuses what a later reader
/// would understand in two ways: a property given twice, too deep a nesting, an escaped half of a surrogate pair, U+0000.
/// </summary>
internal sealed class JsonCopier(int maxDepth)
{
    private readonly int[] _frames = new int[maxDepth + 1];
    private byte[] _output = new byte[2048];
    private ulong[] _names = new ulong[64];
    private char[] _scratch = [];
    private int _length;
    private int _nameCount;

    /// <summary>The reader stands on the first token of the value and is left on its last, whatever is found.</summary>
    public CopyFault Copy(ref Utf8JsonReader reader)
    {
        _length = 0;
        _nameCount = 0;
        var depth = 0;
        var comma = false;
        var fault = CopyFault.None;
        while (true)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Put(comma, reader.ValueSpan);
                    comma = false;
                    if (++depth <= maxDepth)
                    {
                        _frames[depth] = _nameCount;
                    }
                    else
                    {
                        fault = CopyFault.TooDeep;
                    }

                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Put(false, reader.ValueSpan);
                    comma = true;
                    if (depth <= maxDepth)
                    {
                        _nameCount = _frames[depth];
                    }

                    depth--;
                    break;
                case JsonTokenType.PropertyName:
                    fault = fault is CopyFault.None ? Name(ref reader, depth) : fault;
                    Quoted(comma, reader.ValueSpan);
                    Put(false, ":"u8);
                    comma = false;
                    break;
                case JsonTokenType.String:
                    fault = fault is CopyFault.None && reader.ValueIsEscaped && !IsText(ref reader) ? CopyFault.BadText : fault;
                    Quoted(comma, reader.ValueSpan);
                    comma = true;
                    break;
                default:
                    Put(comma, reader.ValueSpan);
                    comma = true;
                    break;
            }

            if (depth == 0)
            {
                return fault;
            }

            reader.Read();
        }
    }

    /// <summary>The copy, in an array of its own.</summary>
    public ReadOnlyMemory<byte> Take() => _output.AsSpan(0, _length).ToArray();

    private CopyFault Name(ref Utf8JsonReader reader, int depth)
    {
        ulong hash;
        if (!reader.ValueIsEscaped)
        {
            hash = Hash(reader.ValueSpan);
        }
        else
        {
            var bytes = new byte[reader.ValueSpan.Length];
            if (!IsText(ref reader))
            {
                return CopyFault.BadText;
            }

            hash = Hash(bytes.AsSpan(0, reader.CopyString(bytes)));
        }

        var from = _frames[depth];
        if (_names.AsSpan(from, _nameCount - from).Contains(hash))
        {
            return CopyFault.Duplicate;
        }

        if (_nameCount == _names.Length)
        {
            Array.Resize(ref _names, _names.Length * 2);
        }

        _names[_nameCount++] = hash;
        return CopyFault.None;
    }

    // FNV-1a, 64 bits: who finds a collision gets his own event refused, nothing more.
    private static ulong Hash(ReadOnlySpan<byte> name)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in name)
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        return hash;
    }

    private bool IsText(ref Utf8JsonReader reader)
    {
        if (_scratch.Length < reader.ValueSpan.Length)
        {
            _scratch = new char[reader.ValueSpan.Length * 2];
        }

        try
        {
            // A text with U+0000 ends there for half of those who read it later.
            return !_scratch.AsSpan(0, reader.CopyString(_scratch)).Contains('\0');
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Quoted(bool comma, ReadOnlySpan<byte> text)
    {
        Put(comma, "\""u8);
        Put(false, text);
        Put(false, "\""u8);
    }

    private void Put(bool comma, ReadOnlySpan<byte> bytes)
    {
        var need = _length + bytes.Length + 1;
        if (need > _output.Length)
        {
            Array.Resize(ref _output, Math.Max(need, _output.Length * 2));
        }

        if (comma)
        {
            _output[_length++] = (byte)',';
        }

        bytes.CopyTo(_output.AsSpan(_length));
        _length += bytes.Length;
    }
}

internal enum CopyFault
{
    None,
    Duplicate,
    TooDeep,
    BadText,
}
