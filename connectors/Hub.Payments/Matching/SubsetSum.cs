namespace Hub.Payments.Matching;

/// <summary>Which of a few sums make a total.</summary>
public static class SubsetSum
{
    /// <summary>4,096 sums at most are looked at; of more numbers only all together are tried.</summary>
    public const int Most = 12;

    /// <returns>The places of the only numbers that make the total; none when nothing does, or two ways do.</returns>
    public static IReadOnlyList<int> Only(IReadOnlyList<long> numbers, long total)
    {
        if (numbers.Count > Most)
        {
            return numbers.Sum() == total ? [.. Enumerable.Range(0, numbers.Count)] : [];
        }

        var (found, count) = (0, 0);
        for (var set = 1; set < 1 << numbers.Count && count < 2; set++)
        {
            var sum = 0L;
            for (var place = 0; place < numbers.Count; place++)
            {
                sum += (set >> place & 1) == 1 ? numbers[place] : 0;
            }

            (found, count) = sum == total ? (set, count + 1) : (found, count);
        }

        return count == 1 ? [.. Enumerable.Range(0, numbers.Count).Where(place => (found >> place & 1) == 1)] : [];
    }
}
