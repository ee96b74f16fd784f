using Hub.Core;
using Hub.Payments.Files.Statements;

namespace Hub.Payments.Files.Profiles;

/// <summary>A file read by a proposed profile: what it proves, and what it leaves open.</summary>
internal sealed class ProfileTrial
{
    private const int MostTold = 10;

    private readonly List<FileRefusal> _refused = [];
    private readonly List<StatementVerdict> _verdicts = [];
    private int _negative;

    public ProfileTrial(IEnumerable<StatementPart> parts)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case StatementLine line:
                    Rows++;
                    Sum += line.Amount;
                    _negative += line.Amount < 0 ? 1 : 0;
                    break;
                case FileRefusal refusal when _refused.Count < MostTold:
                    _refused.Add(refusal);
                    break;
                case StatementClosed closed:
                    _verdicts.Add(closed.Verdict);
                    break;
            }
        }
    }

    public int Rows { get; private set; }

    public long Sum { get; private set; }

    public IReadOnlyList<StatementVerdict> Verdicts => _verdicts;

    public bool IsDoubtful => _verdicts.Exists(v => v.Difference != 0);

    public IEnumerable<Bilingual> Doubts(ProfileKind kind)
    {
        foreach (var refusal in _refused)
        {
            yield return ($"Dòng {refusal.Place.Line}, cột {refusal.Place.Column}: {refusal.Reason.Vi}", $"Row {refusal.Place.Line}, column {refusal.Place.Column}: {refusal.Reason.En}");
        }

        if (Rows == 0)
        {
            yield return ("Không đọc được dòng giao dịch nào", "No line was read");
        }
        else if (_verdicts.Exists(v => !v.IsProven))
        {
            yield return ("Tệp không có số dư hay tổng cộng để kiểm chứng", "The file has no balances or totals that prove the lines");
            if (kind is ProfileKind.Bank && _negative == 0)
            {
                yield return ("Không dòng nào là tiền ra; kiểm tra dấu của số tiền", "No line is money going out; look at the sign of the amounts");
            }
        }
    }
}
