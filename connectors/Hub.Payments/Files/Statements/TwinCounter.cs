using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Hub.Payments.Files.Statements;

/// <summary>
/// Counts equal lines, by a digest of 128 bits. Equal lines are of one account and day, so what is remembered of old days is given up once a file is large:
/// memory follows the busiest days, not the file.
/// </summary>
internal sealed class TwinCounter(int most = 1 << 17)
{
    private readonly Dictionary<(string Account, DateOnly Day), SeenLines> _days = [];
    private readonly Queue<(string Account, DateOnly Day)> _order = [];
    private readonly HashSet<(string Account, DateOnly Day)> _given = [];
    private (string Account, DateOnly Day, SeenLines Seen) _latest = ("", default, new());
    private char[] _dense = new char[512];
    private byte[] _narrow = new byte[512];
    private int _count;

    /// <returns>1 for the first of its kind; 0 when the day was given up, so that nobody can say.</returns>
    public int Next(string account, DateOnly day, ReadOnlySpan<char> raw)
    {
        if (Day(account, day) is not { } seen)
        {
            return 0;
        }

        var count = seen.Next(DigestOf(account, raw));
        _count += count == 1 ? 1 : 0;
        return count;
    }

    // Lines of one day stand together in most files.
    private SeenLines? Day(string account, DateOnly day)
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
            _days[key] = seen = new SeenLines();
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
        Mix(MemoryMarshal.AsBytes(account.AsSpan()), ref a, ref b);
        Mix(Dense(raw), ref a, ref b);
        return new Digest128(a, b);
    }

    /// <summary>Without blanks, where banks differ about the same line; a byte for each character where all are ASCII.</summary>
    private ReadOnlySpan<byte> Dense(ReadOnlySpan<char> raw)
    {
        if (_dense.Length < raw.Length)
        {
            (_dense, _narrow) = (new char[raw.Length * 2], new byte[raw.Length * 2]);
        }

        var length = 0;
        if (Ascii.IsValid(raw))
        {
            ref var narrow = ref MemoryMarshal.GetArrayDataReference(_narrow);
            foreach (var c in raw)
            {
                Unsafe.Add(ref narrow, length) = (byte)c;
                length += c != ' ' & (uint)(c - '\t') > '\r' - '\t' ? 1 : 0;
            }

            return _narrow.AsSpan(0, length);
        }

        foreach (var c in raw)
        {
            _dense[length] = c;
            length += char.IsWhiteSpace(c) ? 0 : 1;
        }

        // Blanks of other scripts may have been all that was not ASCII.
        var dense = _dense.AsSpan(0, length);
        return Ascii.IsValid(dense) && Ascii.FromUtf16(dense, _narrow, out var written) is System.Buffers.OperationStatus.Done ? _narrow.AsSpan(0, written) : MemoryMarshal.AsBytes(dense);
    }

    // Eight bytes at once; the length parts texts that end in zeros.
    private static void Mix(ReadOnlySpan<byte> bytes, ref ulong a, ref ulong b)
    {
        var (x, y) = Mixed(a, b, (ulong)bytes.Length);
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            (x, y) = Mixed(x, y, word);
        }

        var rest = bytes[(bytes.Length & ~7)..];
        var last = 0UL;
        for (var i = 0; i < rest.Length; i++)
        {
            last |= (ulong)rest[i] << (8 * i);
        }

        (a, b) = Mixed(x, y, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong A, ulong B) Mixed(ulong a, ulong b, ulong word)
    {
        a = BitOperations.RotateLeft((a ^ word) * 0xFF51AFD7ED558CCDUL, 29);
        return (a, (BitOperations.RotateLeft(b + word, 31) * 0xC4CEB9FE1A85EC53UL) ^ a);
    }

    private readonly record struct Digest128(ulong A, ulong B)
    {
        // Every bit of it is mixed already.
        public override int GetHashCode() => (int)A;
    }

    /// <summary>The lines of one day. Nearly all are there once, so a table of digests alone holds them, and counts only those that are not.</summary>
    private sealed class SeenLines
    {
        private const int Large = 1 << 19;

        private readonly Dictionary<Digest128, int> _more = [];
        private Digest128[] _slots = new Digest128[64];

        public int Count { get; private set; }

        public int Next(Digest128 digest)
        {
            // An empty slot is all zeros.
            digest = digest == default ? new Digest128(1, 0) : digest;
            if (!TryPut(_slots, digest))
            {
                return _more[digest] = _more.GetValueOrDefault(digest, 1) + 1;
            }

            if (++Count * 2 > _slots.Length)
            {
                Grow();
            }

            return 1;
        }

        private static bool TryPut(Digest128[] slots, Digest128 digest)
        {
            for (var at = (int)digest.A & (slots.Length - 1); ; at = (at + 1) & (slots.Length - 1))
            {
                ref var slot = ref slots[at];
                if (slot == digest)
                {
                    return false;
                }

                if (slot == default)
                {
                    slot = digest;
                    return true;
                }
            }
        }

        private void Grow()
        {
            // Each growth writes all of it anew, all over memory: a small table grows in large steps.
            var slots = new Digest128[_slots.Length * (_slots.Length < Large ? 4 : 2)];
            foreach (var digest in _slots)
            {
                if (digest != default)
                {
                    TryPut(slots, digest);
                }
            }

            _slots = slots;
        }
    }
}
