using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Storage.Moving;

/// <summary>Digest of a table, computed the same way whichever engine holds it: of each value its kind, its length and its bytes.</summary>
internal sealed class TableDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(IReadOnlyList<object?[]> rows)
    {
        foreach (var row in rows)
        {
            foreach (var value in row)
            {
                Add(value);
            }
        }
    }

    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void Add(object? value)
    {
        switch (value)
        {
            case null:
                Head(0, 0);
                break;
            case long number:
                Head(1, number);
                break;
            case double real:
                Head(2, BitConverter.DoubleToInt64Bits(real));
                break;
            case string text:
                var utf8 = Encoding.UTF8.GetBytes(text);
                Head(3, utf8.Length);
                _hash.AppendData(utf8);
                break;
            case byte[] bytes:
                Head(4, bytes.Length);
                _hash.AppendData(bytes);
                break;
            default:
                throw new InvalidOperationException($"A value of type {value.GetType().Name} cannot be compared.");
        }
    }

    private void Head(byte kind, long number)
    {
        Span<byte> head = stackalloc byte[9];
        head[0] = kind;
        BinaryPrimitives.WriteInt64BigEndian(head[1..], number);
        _hash.AppendData(head);
    }
}
