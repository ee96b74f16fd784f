using Hub.Payments.Letters;
using Hub.Payments.Model;

namespace Hub.Payments.Matching;

/// <summary>
/// Brings lines of the hub and lines of a file together, one to one, down the ladder. Two are a pair when each fits the other and nothing else fits either; what is equal is
/// left, asked again when others have gone, and in the end given to a person. Each step costs in proportion to the lines: of more than <see cref="MostAlike"/> lines with
/// one key nothing is tried.
/// </summary>
internal sealed class Pairing
{
    public const int MostAlike = 64;

    // A pair that goes may leave another alone; a chain longer than this is a person's.
    private const int Rounds = 4;

    private readonly MatchingDraft _draft;
    private readonly SideLines _hub;
    private readonly SideLines _file;
    private readonly MatchRule[] _rules;
    private readonly int[] _ofHub;
    private readonly int[] _hubFits;
    private readonly int[] _fileFits;

    public Pairing(MatchingDraft draft, SideLines file)
    {
        (_draft, _hub, _file) = (draft, draft.Hub, file);
        _rules = file.Side is LineSide.Bank ? [MatchRule.ExactReference, MatchRule.BankReference, MatchRule.NamedInText, MatchRule.PayerAmountDay]
            : [MatchRule.ExactReference, MatchRule.Rrn, MatchRule.TerminalTrace, MatchRule.ApprovalAmountDay];
        (_ofHub, _hubFits, _fileFits) = (new int[_hub.Count], new int[_hub.Count], new int[file.Count]);
    }

    public void Run()
    {
        for (var (round, hasMoved) = (0, true); hasMoved && round < Rounds; round++)
        {
            hasMoved = false;
            foreach (var rule in _rules)
            {
                hasMoved |= Step(rule);
            }
        }

        var doubts = new Doubts(_draft, _hub, _file);
        foreach (var rule in _rules)
        {
            Visit(rule, (h, f) =>
            {
                if (Likeness.Against(rule, _hub, h, _file, f) is null)
                {
                    doubts.Add(h, f);
                }
            });
        }

        doubts.Hold();
        HoldStrays();
    }

    private bool Step(MatchRule rule)
    {
        Count(rule, (h, f) => Likeness.Against(rule, _hub, h, _file, f) is null);
        var hasMoved = false;
        for (var h = 0; h < _hub.Count; h++)
        {
            if (_hubFits[h] == 1 && _fileFits[_ofHub[h]] == 1 && Likeness.Agree(rule, _hub, h, _file, _ofHub[h]) is var signals && MatchScore.Band(signals) is not MatchBand.Candidate)
            {
                _draft.Match(rule, signals, _hub[h].Amount, Pair(h));
                hasMoved = true;
            }
        }

        return hasMoved;
    }

    // The same number with another amount, or in another account: one thing that two tell differently.
    private void HoldStrays()
    {
        foreach (var rule in _rules.Where(rule => rule is not (MatchRule.PayerAmountDay or MatchRule.ApprovalAmountDay)))
        {
            Count(rule, (h, f) => _hub[h].Amount > 0 == _file[f].Amount > 0 && Likeness.AgainstIdentity(rule, _hub, h, _file, f) is null);
            for (var h = 0; h < _hub.Count; h++)
            {
                if (_hubFits[h] == 1 && _fileFits[_ofHub[h]] == 1)
                {
                    var one = _hub[h];
                    var difference = checked(_file[_ofHub[h]].Amount - one.Amount);
                    _draft.Hold(difference == 0 ? DiscrepancyKind.WrongAccount : DiscrepancyKind.Amount, difference == 0 ? one.Amount : difference, one.Day, Pair(h));
                }
            }
        }
    }

    private Spot[] Pair(int h)
    {
        var f = _ofHub[h];
        (_hub.Partner[(int)LineEnd.Onward][h], _file.Partner[(int)LineEnd.Purpose][f]) = (f, h);
        return [new(_hub, h, LineEnd.Onward), new(_file, f, LineEnd.Purpose)];
    }

    // How many fit each line, and the last that does.
    private void Count(MatchRule rule, Func<int, int, bool> fits)
    {
        Array.Clear(_hubFits);
        Array.Clear(_fileFits);
        Visit(rule, (h, f) =>
        {
            if (fits(h, f))
            {
                _hubFits[h]++;
                _fileFits[f]++;
                _ofHub[h] = f;
            }
        });
    }

    /// <summary>Every two lines that a rule may bring together, each two once.</summary>
    private void Visit(MatchRule rule, Action<int, int> visit)
    {
        switch (rule)
        {
            case MatchRule.ExactReference:
                Alike((side, index) => side.Mark(index), visit);
                break;
            case MatchRule.BankReference:
                Alike((side, index) => side[index].BankReference?.Trim().ToUpperInvariant(), visit);
                break;
            case MatchRule.NamedInText:
                Named(visit);
                break;
            case MatchRule.Rrn:
                Alike((side, index) => side[index].Slip?.Rrn, visit);
                break;
            case MatchRule.TerminalTrace:
                Alike((side, index) => Likeness.Trace(side[index]), visit);
                break;
            case MatchRule.ApprovalAmountDay:
                Alike((side, index) => Likeness.Approval(side[index]), visit);
                break;
            default:
                // Equal words are looked up; words within words only among few of one amount.
                Alike((side, index) => side.Words(index) is { Length: >= MoneyNames.Least } words ? $"{side[index].Amount}/{words}" : null, visit);
                Alike((side, index) => $"{side[index].Amount}", (h, f) =>
                {
                    if (_hub.Words(h) != _file.Words(f) && Likeness.SayTheSame(_hub.Words(h), _file.Words(f)))
                    {
                        visit(h, f);
                    }
                });
                break;
        }
    }

    // Cash is told of by nobody else.
    private bool IsOpenHub(int index) => _hub.IsOpen(index, LineEnd.Onward) && _hub[index].Method is not (PaymentMethod.CounterCash or PaymentMethod.CollectedCash)
        && (_hub[index].Method is PaymentMethod.Card) == (_file.Side is LineSide.Acquirer);

    private bool IsOpenFile(int index) => _file.IsOpen(index, LineEnd.Purpose) && !_file[index].IsReversal;

    private void Alike(Func<SideLines, int, string?> key, Action<int, int> visit)
    {
        var chains = new Chains(_file.Count);
        for (var f = 0; f < _file.Count; f++)
        {
            if (IsOpenFile(f))
            {
                chains.Add(key(_file, f), f);
            }
        }

        for (var h = 0; h < _hub.Count && chains.HasAny; h++)
        {
            if (IsOpenHub(h))
            {
                for (var f = chains.First(key(_hub, h), MostAlike); f != SideLines.Nobody; f = chains.Next(f))
                {
                    visit(h, f);
                }
            }
        }
    }

    // Either names the other: the bank's text a platform's reference, a message the bank's.
    private void Named(Action<int, int> visit)
    {
        var (names, files, seen) = (new Chains(_hub.Count * 2), new Chains(_file.Count), new HashSet<(int, int)>());
        for (var h = 0; h < _hub.Count; h++)
        {
            if (IsOpenHub(h))
            {
                names.Add(Name(_hub[h].BankReference), h * 2);
                names.Add(Name(_hub[h].Order), (h * 2) + 1);
            }
        }

        for (var f = 0; f < _file.Count; f++)
        {
            if (!IsOpenFile(f))
            {
                continue;
            }

            files.Add(Name(_file[f].BankReference), f);
            foreach (var word in names.HasAny && _file[f].Text is { } text ? MoneyNames.Words(text) : [])
            {
                for (var name = names.First(word, MostAlike); name != SideLines.Nobody; name = names.Next(name))
                {
                    Once(name / 2, f);
                }
            }
        }

        for (var h = 0; h < _hub.Count && files.HasAny; h++)
        {
            foreach (var word in IsOpenHub(h) && _hub[h].Text is { } text ? MoneyNames.Words(text) : [])
            {
                for (var f = files.First(word, MostAlike); f != SideLines.Nobody; f = files.Next(f))
                {
                    Once(h, f);
                }
            }
        }

        void Once(int h, int f)
        {
            if (seen.Add((h, f)))
            {
                visit(h, f);
            }
        }
    }

    private static string? Name(string? reference) => reference is not null && MoneyNames.Squeeze(reference) is { Length: >= MoneyNames.Least } name ? name : null;
}

/// <summary>Numbers by key, each key's in the order in which they were added.</summary>
/// <param name="most">The numbers are below this.</param>
internal sealed class Chains(int most)
{
    private readonly Dictionary<string, (int First, int Last, int Count)> _ends = new(StringComparer.Ordinal);
    private readonly int[] _next = new int[most];

    public void Add(string? key, int number)
    {
        if (key is null)
        {
            return;
        }

        _next[number] = SideLines.Nobody;
        if (_ends.TryGetValue(key, out var chain))
        {
            _next[chain.Last] = number;
            _ends[key] = (chain.First, number, chain.Count + 1);
        }
        else
        {
            _ends[key] = (number, number, 1);
        }
    }

    public bool HasAny => _ends.Count > 0;

    /// <summary><see cref="SideLines.Nobody"/> where there is none, or more than the limit.</summary>
    public int First(string? key, int limit) => key is not null && _ends.TryGetValue(key, out var chain) && chain.Count <= limit ? chain.First : SideLines.Nobody;

    public int Next(int number) => _next[number];
}
