using System.Numerics;
using System.Runtime.InteropServices;

namespace Hub.Payments.Files.Statements;

/// <summary>
/// Counts equal lines, by a digest of 128 bits. Equal lines are of one account and day, so what is remembered of old days is given up once a file is large:
/// memory follows the busiest days, not the file.
/// </summary>
internal sealed class TwinCounter(int most = 1 << 17)
{
    private readonly Dictionary<(string Account, DateOnly Day), Dictionary<Digest128, int>> _days = [];
    private readonly Queue<(string Account, DateOnly Day)> _order = [];
    private readonly HashSet<(string Account, DateOnly Day)> _given = [];
    private (string Account, DateOnly Day, Dictionary<Digest128, int> Seen) _latest = ("", default, []);
    private char[] _dense = new char[512];
    private int _count;

    /// <returns>1 for the first of its kind; 0 when the day was given up, so that nobody can say.</returns>
    public int Next(string account, DateOnly day, ReadOnlySpan<char> raw)
    {
        if (Day(account, day) is not { } seen)
        {
            return 0;
        }

        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, DigestOf(account, raw), out var isKnown);
        _count += isKnown ? 0 : 1;
        return ++count;
    }

    // Lines of one day stand together in most files.
    private Dictionary<Digest128, int>? Day(string account, DateOnly day)
    {
        if (_latest.Day == day && _latest.Account == account)
        {
            return _latest.Seen;
        }

        var key = (account, day);
        if (!_days.TryGetValue(key, out var seen))
        {
            if (_given.Contains(key))
            {
                return null;
            }

            MakeRoom();
            _days[key] = seen = [];
            _order.Enqueue(key);
        }

        _latest = (account, day, seen);
        return seen;
    }

    private void MakeRoom()
    {
        while (_count > most && _order.Count > 1)
        {
            var oldest = _order.Dequeue();
            _count -= _days[oldest].Count;
            _days.Remove(oldest);
            _given.Add(oldest);
        }
    }

    private Digest128 DigestOf(string account, ReadOnlySpan<char> raw)
    {
        var (a, b) = (0x9E3779B97F4A7C15UL, 0xC2B2AE3D27D4EB4FUL);
        Mix(account, ref a, ref b);
        Mix(Dense(raw), ref a, ref b);
        return new Digest128(a, b);
    }

    /// <summary>Without blanks, where banks differ about the same line.</summary>
    private ReadOnlySpan<char> Dense(ReadOnlySpan<char> raw)
    {
        if (_dense.Length < raw.Length)
        {
            _dense = new char[raw.Length * 2];
        }

        var length = 0;
        foreach (var c in raw)
        {
            _dense[length] = c;
            length += c is (> ' ' and < '\u0080') || !char.IsWhiteSpace(c) ? 1 : 0;
        }

        return _dense.AsSpan(0, length);
    }

    // Four characters at once; the length parts texts that end in zeros.
    private static void Mix(ReadOnlySpan<char> text, ref ulong a, ref ulong b)
    {
        var bytes = MemoryMarshal.AsBytes(text);
        Mix((ulong)bytes.Length, ref a, ref b);
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            Mix(word, ref a, ref b);
        }

        var rest = bytes[(bytes.Length & ~7)..];
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        rest.CopyTo(last);
        Mix(MemoryMarshal.Read<ulong>(last), ref a, ref b);
    }

    private static void Mix(ulong word, ref ulong a, ref ulong b)
    {
        a = BitOperations.RotateLeft((a ^ word) * 0xFF51AFD7ED558CCDUL, 29);
        b = (BitOperations.RotateLeft(b + word, 31) * 0xC4CEB9FE1A85EC53UL) ^ a;
    }

    private readonly record struct Digest128(ulong A, ulong B)
    {
        // Every bit of it is mixed already.
        public override int GetHashCode() => (int)A;
    }
}
