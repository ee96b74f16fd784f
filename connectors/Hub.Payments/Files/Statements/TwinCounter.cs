using System.Numerics;

namespace Hub.Payments.Files.Statements;

/// <summary>
/// Counts equal lines, by a digest of 128 bits. Equal lines are of one account and day, so what is remembered of old days is given up once a file is large:
/// memory follows the busiest days, not the file.
/// </summary>
internal sealed class TwinCounter(int most = 1 << 17)
{
    private readonly Dictionary<(string Account, DateOnly Day), Dictionary<UInt128, int>> _days = [];
    private readonly Queue<(string Account, DateOnly Day)> _order = [];
    private readonly HashSet<(string Account, DateOnly Day)> _given = [];
    private int _count;

    /// <returns>1 for the first of its kind; 0 when the day was given up, so that nobody can say.</returns>
    public int Next(string account, DateOnly day, ReadOnlySpan<char> raw)
    {
        var key = (account, day);
        if (!_days.TryGetValue(key, out var seen))
        {
            if (_given.Contains(key))
            {
                return 0;
            }

            MakeRoom();
            _days[key] = seen = [];
            _order.Enqueue(key);
        }

        var digest = Digest(account, raw);
        seen.TryGetValue(digest, out var count);
        seen[digest] = count + 1;
        _count += count == 0 ? 1 : 0;
        return count + 1;
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

    private static UInt128 Digest(string account, ReadOnlySpan<char> raw)
    {
        var (a, b) = (0x9E3779B97F4A7C15UL, 0xC2B2AE3D27D4EB4FUL);
        foreach (var c in account)
        {
            Mix(c, ref a, ref b);
        }

        Mix('\u001E', ref a, ref b);
        foreach (var c in raw)
        {
            if (!char.IsWhiteSpace(c))
            {
                Mix(c, ref a, ref b);
            }
        }

        return new UInt128(a, b);
    }

    private static void Mix(ulong c, ref ulong a, ref ulong b)
    {
        a = BitOperations.RotateLeft((a ^ c) * 0xFF51AFD7ED558CCDUL, 29);
        b = (BitOperations.RotateLeft(b + c, 31) * 0xC4CEB9FE1A85EC53UL) ^ a;
    }
}
