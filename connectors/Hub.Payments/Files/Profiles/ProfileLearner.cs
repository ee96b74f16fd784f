using Hub.Core;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Profiles;

/// <summary>Proposes a profile from names and values, and proves it by the file's own balances. What it only guesses it says.</summary>
internal sealed class ProfileLearner
{
    private const string Standing = "day";

    private static readonly HashSet<string> OfBank = ["day", "valueDay", "amount", "credit", "debit", "direction", "balance", "text", "reference", "account", "currency"];

    private static readonly HashSet<string> OfPos =
    [
        "day", "amount", "text", "reference", "currency", "merchant", "terminal", "batch", "trace", "invoice", "card", "scheme", "type", "fee", "vat", "net", "approval", "settled",
    ];

    private static readonly string[] Signs = ["merchant", "terminal", "batch", "card", "net", "approval", "fee"];

    private readonly SheetSample _sample;
    private readonly List<Bilingual> _unsure = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<int> _text = [];
    private string[] _heading = [];
    private int _headingRow = -1;
    private DayOrder _dates;

    private ProfileLearner(SheetSample sample) => _sample = sample;

    /// <param name="sample">The first rows.</param>
    /// <param name="read">Reads the whole file by a profile.</param>
    public static LearnedProfile Learn(SheetSample sample, Func<StatementProfile, IEnumerable<StatementPart>> read) => new ProfileLearner(sample).Learn(read);

    private LearnedProfile Learn(Func<StatementProfile, IEnumerable<StatementPart>> read)
    {
        if (!TryHeading())
        {
            return new LearnedProfile(null, [("Không thấy dòng tiêu đề cột nào", "No row of headings is found")], 0, 0, []);
        }

        var kind = Signs.Count(_places.ContainsKey) >= 2 ? ProfileKind.Pos : ProfileKind.Bank;
        DropForeign(kind);
        FindDay();
        FindAmounts(kind);
        _dates = FindOrder();
        if (!_places.ContainsKey(Standing) || !(_places.ContainsKey("amount") || _places.ContainsKey("credit") || _places.ContainsKey("debit")))
        {
            _unsure.Add(("Không tìm được cột ngày hoặc cột số tiền", "The column of the day or of the amount is not found"));
            return new LearnedProfile(null, _unsure, 0, 0, []);
        }

        var profile = Profile(kind);
        var trial = new ProfileTrial(read(profile));
        if (kind is ProfileKind.Bank && trial.IsDoubtful && new ProfileTrial(read(profile with { IsSignTurned = true })) is { IsDoubtful: false } turned)
        {
            (profile, trial) = (profile with { IsSignTurned = true }, turned);
        }

        _unsure.AddRange(trial.Doubts(kind));
        return new LearnedProfile(profile, _unsure, trial.Rows, trial.Sum, trial.Verdicts);
    }

    // The row with the most names that are known; else the one above the first row that has a day and an amount.
    private bool TryHeading()
    {
        var best = 0;
        for (var row = 0; row < _sample.Rows.Count && row < SheetReader.MostAbove; row++)
        {
            var texts = _sample.Texts(row);
            var known = texts.Count(text => text.Length is > 0 and < 60 && HeadingAliases.Find(text) is { Score: >= 1000 });
            if (known > best)
            {
                (best, _headingRow) = (known, row);
            }
        }

        if (best < 2)
        {
            _headingRow = Enumerable.Range(1, Math.Max(0, _sample.Rows.Count - 1))
                .FirstOrDefault(row => Columns(row).Any(c => IsDay(row, c)) && Columns(row).Any(c => IsAmount(row, c)), 0) - 1;
            if (_headingRow < 0)
            {
                return false;
            }

            _unsure.Add(($"Dòng {_headingRow + 1} được coi là dòng tiêu đề", $"Row {_headingRow + 1} is taken for the heading"));
        }

        _heading = _sample.Texts(_headingRow);
        Name();
        return true;
    }

    private void Name()
    {
        var found = _heading.Select((text, column) => (Column: column, Text: text, Found: HeadingAliases.Find(text)))
            .Where(f => f.Text.Length > 0 && f.Found is not null).OrderByDescending(f => f.Found!.Value.Score).ThenBy(f => f.Column);
        foreach (var (column, _, role) in found)
        {
            var (name, score) = role!.Value;
            if (name == "text")
            {
                _text.Add(column);
            }
            else if (name != HeadingAliases.Ignored && _places.TryAdd(name, column) && score < 1000)
            {
                Doubt(column, name);
            }
        }

        _text.Sort();
    }

    private void DropForeign(ProfileKind kind)
    {
        var own = kind is ProfileKind.Pos ? OfPos : OfBank;
        if (kind is ProfileKind.Bank && _places.TryGetValue("type", out var type) && !_places.ContainsKey("direction") && IsDirection(type))
        {
            _places["direction"] = type;
        }

        foreach (var foreign in _places.Keys.Where(role => !own.Contains(role)).ToList())
        {
            _places.Remove(foreign);
        }

        if (_places.ContainsKey("credit") || _places.ContainsKey("debit"))
        {
            _places.Remove("amount");
            _places.Remove("direction");
        }
    }

    private bool IsDirection(int column) => Data().Select(row => _sample[row, column].Shown.Trim().ToUpperInvariant()).Where(word => word.Length > 0)
        .All(word => word is "C" or "D" or "CR" or "DR" or "+" or "-" or "CREDIT" or "DEBIT" || Vietnamese.Fold(word) is "co" or "no" or "ghi co" or "ghi no");

    private void FindDay()
    {
        if (!_places.ContainsKey(Standing) && Free().FirstOrDefault(c => Share(c, IsDay) >= 0.8, -1) is var column and >= 0)
        {
            _places[Standing] = column;
            Doubt(column, Standing);
        }
    }

    private void FindAmounts(ProfileKind kind)
    {
        var numbers = Free().Where(c => Share(c, IsAmount) >= 0.9 && Share(c, static (_, _) => true) > 0).ToList();
        if (kind is ProfileKind.Bank && !_places.ContainsKey("balance"))
        {
            foreach (var balance in numbers.Where(balance => Proves(balance, numbers)))
            {
                _places["balance"] = balance;
                Doubt(balance, "balance");
                break;
            }
        }

        if (!_places.ContainsKey("amount") && !_places.ContainsKey("credit") && !_places.ContainsKey("debit") && numbers.FirstOrDefault(c => !_places.ContainsValue(c), -1) is var amount and >= 0)
        {
            _places["amount"] = amount;
            Doubt(amount, "amount");
        }
    }

    private bool Proves(int balance, List<int> numbers)
    {
        var running = new RunningBalance();
        foreach (var row in Data())
        {
            if (_sample[row, balance].ReadAmount(AmountStyle.Auto, out var told) is AmountFault.None)
            {
                running.Add(Movement(row, numbers, balance), told);
            }
        }

        return running is { IsTold: true, Breaks: 0 } && Data().Count() > 2;
    }

    private long Movement(int row, List<int> numbers, int balance)
    {
        if (_places.TryGetValue("credit", out var credit) | _places.TryGetValue("debit", out var debit))
        {
            return (_places.ContainsKey("credit") ? Amount(row, credit) : 0) - (_places.ContainsKey("debit") ? Math.Abs(Amount(row, debit)) : 0);
        }

        return Amount(row, _places.TryGetValue("amount", out var amount) ? amount : numbers.FirstOrDefault(c => c != balance, -1));
    }

    private long Amount(int row, int column) => column >= 0 && _sample[row, column].ReadAmount(AmountStyle.Auto, out var amount) is AmountFault.None ? amount : 0;

    private DayOrder FindOrder()
    {
        if (!_places.TryGetValue(Standing, out var column))
        {
            return DayOrder.DayMonthYear;
        }

        var texts = Data().Select(row => _sample[row, column]).Where(cell => cell.Text is not null && !cell.IsEmpty).Select(cell => cell.Text!).ToList();
        var fits = new[] { DayOrder.DayMonthYear, DayOrder.MonthDayYear, DayOrder.YearMonthDay }
            .Select(order => (Order: order, Count: texts.Count(text => DayText.Read(text, order, out _) is DayFault.None))).ToList();
        var best = fits.MaxBy(fit => fit.Count);
        if (texts.Count > 0 && best.Order is not DayOrder.YearMonthDay && fits[0].Count == fits[1].Count
            && texts.Exists(text => DayText.Read(text, DayOrder.DayMonthYear, out var a) is DayFault.None && DayText.Read(text, DayOrder.MonthDayYear, out var b) is DayFault.None && a != b))
        {
            _unsure.Add((
                $"Cột \"{_heading[column]}\": không ngày nào lớn hơn 12, nên chưa chắc là ngày/tháng hay tháng/ngày; đã chọn ngày/tháng",
                $"Column \"{_heading[column]}\": no day is above 12, so day/month or month/day is not certain; day/month was taken"));
        }

        return best.Order;
    }

    private StatementProfile Profile(ProfileKind kind)
    {
        string? Heading(string role) => _places.TryGetValue(role, out var column) && _heading[column].Length > 0 ? _heading[column] : null;
        return new StatementProfile
        {
            Name = kind is ProfileKind.Pos ? "learned-pos" : "learned-bank",
            Kind = kind,
            Dates = _dates,
            IsSignTurned = kind is ProfileKind.Bank && _places.TryGetValue("debit", out var debit) && Data().Select(row => Amount(row, debit)).Where(amount => amount != 0).DefaultIfEmpty(1).All(amount => amount < 0),
            Columns = new ProfileColumns
            {
                Day = Heading(Standing),
                ValueDay = Heading("valueDay"),
                Amount = Heading("amount"),
                Credit = Heading("credit"),
                Debit = Heading("debit"),
                Direction = Heading("direction"),
                Balance = Heading("balance"),
                Text = [.. _text.Select(column => _heading[column])],
                Reference = Heading("reference"),
                Account = Heading("account"),
                Currency = Heading("currency"),
                Merchant = Heading("merchant"),
                Terminal = Heading("terminal"),
                Batch = Heading("batch"),
                Trace = Heading("trace"),
                Invoice = Heading("invoice"),
                Card = Heading("card"),
                Scheme = Heading("scheme"),
                Type = Heading("type"),
                Fee = Heading("fee"),
                Vat = Heading("vat"),
                Net = Heading("net"),
                Approval = Heading("approval"),
                Settled = Heading("settled"),
            },
        };
    }

    private void Doubt(int column, string role) => _unsure.Add((
        $"Cột \"{(column < _heading.Length ? _heading[column] : "")}\" được đoán là \"{role}\"", $"Column \"{(column < _heading.Length ? _heading[column] : "")}\" is guessed to be \"{role}\""));

    private IEnumerable<int> Data() => Enumerable.Range(_headingRow + 1, _sample.Rows.Count - _headingRow - 1)
        .Where(row => _places.TryGetValue(Standing, out var day) ? IsDay(row, day) : Columns(row).Any(column => IsDay(row, column)));

    private IEnumerable<int> Free() => Enumerable.Range(0, _heading.Length).Where(column => _heading[column].Length > 0 && !_places.ContainsValue(column) && !_text.Contains(column)
        && HeadingAliases.Find(_heading[column]) is not { Role: HeadingAliases.Ignored });

    private IEnumerable<int> Columns(int row) => Enumerable.Range(0, _sample.Rows[row].Length);

    private double Share(int column, Func<int, int, bool> fits)
    {
        var told = Data().Where(row => !_sample[row, column].IsEmpty).ToList();
        return told.Count == 0 ? 0 : (double)told.Count(row => fits(row, column)) / told.Count;
    }

    private bool IsDay(int row, int column) => _sample[row, column] is { IsEmpty: false } cell
        && (cell.Day is not null || (cell.Text?.AsSpan().IndexOfAny('/', '-', '.') > 0 && (cell.ReadDay(DayOrder.DayMonthYear, out _) is DayFault.None || cell.ReadDay(DayOrder.MonthDayYear, out _) is DayFault.None))
            || (cell.Number is > 36_526 and < 73_415 && cell.ReadDay(DayOrder.DayMonthYear, out _) is DayFault.None && _places.GetValueOrDefault(Standing, column) == column));

    private bool IsAmount(int row, int column) => _sample[row, column] is { IsEmpty: false, Day: null } cell && cell.ReadAmount(AmountStyle.Auto, out _) is AmountFault.None;
}
