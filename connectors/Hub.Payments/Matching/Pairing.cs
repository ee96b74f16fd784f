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
    private readonly int[] _ofFile;
    private readonly int[] _fileFits;

    public Pairing(MatchingDraft draft, SideLines file)
    {
        (_draft, _hub, _file) = (draft, draft.Hub, file);
        _rules = file.Side is LineSide.Bank ? [MatchRule.ExactReference, MatchRule.BankReference, MatchRule.NamedInText, MatchRule.PayerAmountDay]
            : [MatchRule.ExactReference, MatchRule.Rrn, MatchRule.TerminalTrace, MatchRule.ApprovalAmountDay];
        (_ofHub, _hubFits, _ofFile, _fileFits) = (new int[_hub.Count], new int[_hub.Count], new int[file.Count], new int[file.Count]);
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

        new Doubts(_draft, _hub, _file).Hold(_rules.SelectMany(rule => Fitting(rule).Select(pair => (pair.Hub, pair.File))));
        HoldStrays();
    }

    private bool Step(MatchRule rule)
    {
        Count(Fitting(rule));
        var hasMoved = false;
        for (var h = 0; h < _hub.Count; h++)
        {
            if (_hubFits[h] == 1 && _fileFits[_ofHub[h]] == 1 && Likeness.Agree(rule, _hub, h, _file, _ofHub[h]) is var signals && MatchScore.Band(signals) is not MatchBand.Candidate)
            {
                var f = _ofHub[h];
                _draft.Match(rule, signals, _hub[h].Amount, [new(_hub, h, LineEnd.Onward), new(_file, f, LineEnd.Purpose)]);
                (_hub.Partner[(int)LineEnd.Onward][h], _file.Partner[(int)LineEnd.Purpose][f]) = (f, h);
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
            Count(Candidates(rule).Where(pair => _hub[pair.Hub].Amount > 0 == _file[pair.File].Amount > 0 && Likeness.AgainstIdentity(rule, _hub, pair.Hub, _file, pair.File) is null));
            for (var h = 0; h < _hub.Count; h++)
            {
                if (_hubFits[h] == 1 && _fileFits[_ofHub[h]] == 1)
                {
                    var (one, other) = (_hub[h], _file[_ofHub[h]]);
                    var difference = checked(other.Amount - one.Amount);
                    _draft.Hold(difference == 0 ? DiscrepancyKind.WrongAccount : DiscrepancyKind.Amount, difference == 0 ? one.Amount : difference, one.Day,
                        [new(_hub, h, LineEnd.Onward), new(_file, _ofHub[h], LineEnd.Purpose)]);
                    (_hub.Partner[(int)LineEnd.Onward][h], _file.Partner[(int)LineEnd.Purpose][_ofHub[h]]) = (_ofHub[h], h);
                }
            }
        }
    }

    private void Count(IEnumerable<(int Hub, int File)> pairs)
    {
        Array.Clear(_hubFits);
        Array.Clear(_fileFits);
        foreach (var (h, f) in pairs)
        {
            _hubFits[h]++;
            _fileFits[f]++;
            (_ofHub[h], _ofFile[f]) = (f, h);
        }
    }

    private IEnumerable<(int Hub, int File)> Fitting(MatchRule rule) => Candidates(rule).Where(pair => Likeness.Against(rule, _hub, pair.Hub, _file, pair.File) is null);

    private IEnumerable<(int Hub, int File)> Candidates(MatchRule rule) => rule switch
    {
        MatchRule.ExactReference => Alike((side, index) => side.Mark(index)),
        MatchRule.BankReference => Alike((side, index) => side[index].BankReference?.Trim().ToUpperInvariant()),
        MatchRule.NamedInText => Named(),
        MatchRule.Rrn => Alike((side, index) => side[index].Slip?.Rrn),
        MatchRule.TerminalTrace => Alike((side, index) => Likeness.Trace(side[index])),
        MatchRule.ApprovalAmountDay => Alike((side, index) => Likeness.Approval(side[index])),
        _ => Alike((side, index) => $"{side[index].Amount}").Where(pair => Likeness.SayTheSame(_hub.Words(pair.Hub), _file.Words(pair.File)))
            .Union(Alike((side, index) => side.Words(index) is { Length: >= MoneyNames.Least } words ? $"{side[index].Amount}/{words}" : null)),
    };

    // Cash is told of by nobody else.
    private IEnumerable<int> OpenHub() => _hub.Open(LineEnd.Onward).Where(index => _hub[index].Method is not (PaymentMethod.CounterCash or PaymentMethod.CollectedCash)
        && (_hub[index].Method is PaymentMethod.Card) == (_file.Side is LineSide.Acquirer));

    private IEnumerable<int> OpenFile() => _file.Open(LineEnd.Purpose).Where(index => !_file[index].IsReversal);

    private IEnumerable<(int Hub, int File)> Alike(Func<SideLines, int, string?> key)
    {
        var chains = new Chains(_file.Count);
        foreach (var f in OpenFile())
        {
            chains.Add(key(_file, f), f);
        }

        return OpenHub().SelectMany(h => chains.Of(key(_hub, h), MostAlike).Select(f => (h, f)));
    }

    // Either names the other: the bank's text a platform's reference, a message the bank's.
    private IEnumerable<(int Hub, int File)> Named()
    {
        var (names, files) = (new Chains(_hub.Count * 2), new Chains(_file.Count));
        foreach (var h in OpenHub())
        {
            names.Add(Name(_hub[h].BankReference), h * 2);
            names.Add(Name(_hub[h].Order), (h * 2) + 1);
        }

        foreach (var f in OpenFile())
        {
            files.Add(Name(_file[f].BankReference), f);
        }

        return OpenFile().Where(f => _file[f].Text is not null).SelectMany(f => MoneyNames.Words(_file[f].Text!).SelectMany(word => names.Of(word, MostAlike)).Select(name => (name / 2, f)))
            .Concat(OpenHub().Where(h => _hub[h].Text is not null).SelectMany(h => MoneyNames.Words(_hub[h].Text!).SelectMany(word => files.Of(word, MostAlike)).Select(f => (h, f)))).Distinct();
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

    /// <summary>None where there are more than the limit.</summary>
    public IEnumerable<int> Of(string? key, int limit)
    {
        if (key is null || !_ends.TryGetValue(key, out var chain) || chain.Count > limit)
        {
            yield break;
        }

        for (var number = chain.First; number != SideLines.Nobody; number = _next[number])
        {
            yield return number;
        }
    }
}
