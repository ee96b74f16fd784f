using System.Globalization;

namespace Hub.Sandbox.Postal;

/// <summary>D's changes that somebody has yet to approve; one at a time for an order. Lives as long as the twin.</summary>
internal sealed class MyVnpostCases
{
    // So often the answer is that it still waits.
    private const int Waits = 1;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Case> _open = new(StringComparer.Ordinal);
    private int _last;

    /// <returns>The number of the case; of the one that is open already where the same is asked for again.</returns>
    public string Open(string originalId, Func<(bool IsTaken, string Message)> apply)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(originalId, out var open))
            {
                _open[originalId] = open = new Case((++_last).ToString(CultureInfo.InvariantCulture), apply);
            }

            return open.Id;
        }
    }

    /// <summary>What was decided: waiting still, else what came of it when it was carried out now.</summary>
    /// <returns>Null for a case that there is not.</returns>
    public (string Type, string Message)? Decide(string originalId, string caseId, bool isApproved)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(originalId, out var open) || open.Id != caseId)
            {
                return null;
            }

            if (open.Decision is null && open.Asked++ < Waits)
            {
                return ("02", "Yêu cầu đang chờ duyệt");
            }

            open.Decision ??= isApproved && open.Apply() is var (isTaken, message) ? (isTaken ? "00" : "01", message) : ("01", "Yêu cầu không được duyệt");
            return open.Decision;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _open.Clear();
            _last = 0;
        }
    }

    private sealed class Case(string id, Func<(bool IsTaken, string Message)> apply)
    {
        public string Id => id;

        public Func<(bool IsTaken, string Message)> Apply => apply;

        public int Asked { get; set; }

        public (string Type, string Message)? Decision { get; set; }
    }
}
