namespace Hub.NationalPortal.Verification;

/// <summary>Gathers verdicts into a report.</summary>
internal sealed class VerifyTally
{
    private readonly List<string> _missing = [];
    private readonly List<PortalStale> _stale = [];
    private readonly List<string> _unknown = [];
    private readonly List<string> _pending = [];
    private readonly List<PortalKpi> _kpi = [];
    private int _compared;

    public int Count => _compared + _unknown.Count + _pending.Count;

    public int Unknown => _unknown.Count;

    public IReadOnlyList<string> Differing => [.. _missing, .. _stale.Select(stale => stale.Code)];

    public void Add(string code, PortalVerdict verdict, IReadOnlyList<string> kpi)
    {
        switch (verdict)
        {
            case PortalVerdict.Pending:
                _pending.Add(code);
                return;
            case PortalVerdict.Unknown:
                _unknown.Add(code);
                return;
            case PortalVerdict.Missing:
                _missing.Add(code);
                break;
            case PortalVerdict.Stale stale:
                _stale.Add(new PortalStale(code, stale.Fields));
                break;
            default:
                break;
        }

        _compared++;
        if (kpi.Count > 0)
        {
            _kpi.Add(new PortalKpi(code, kpi));
        }
    }

    public PortalVerifyReport Report(long total, int healed) =>
        new(_compared, _missing, _stale, _unknown, _pending, total == 0 ? 1 : Math.Min(1, (double)_compared / total), healed, _kpi);
}
