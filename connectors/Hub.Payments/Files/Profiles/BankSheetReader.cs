using System.Globalization;
using Hub.Core;
using Hub.Payments.Files.Sheets;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Profiles;

/// <summary>A bank's sheet: a line a row, perhaps of several accounts, judged by the running balance, labelled balances or totals.</summary>
internal sealed class BankSheetReader(Func<SheetRows> open, StatementProfile profile) : SheetReader(open, profile)
{
    private const int MostAccounts = 1_000;

    private readonly Dictionary<string, SheetAccount> _accounts = new(StringComparer.Ordinal);
    private long? _totalIn;
    private long? _totalOut;
    private bool _hasLostRow;
    private bool _isCut;

    protected override bool HasAmount(ColumnMap columns) => !Cell(columns["amount"]).IsEmpty || !Cell(columns["credit"]).IsEmpty || !Cell(columns["debit"]).IsEmpty;

    protected override void Row(ColumnMap columns)
    {
        if (!TryAccount(columns, out var account) || HoldsCard(columns))
        {
            return;
        }

        if (TryDay(columns["day"], out var day) && TryValueDay(columns, day, out var value) && TryMovement(columns, out var amount) && TryAmount(columns["balance"], out var balance))
        {
            Take(columns, account, day, value, amount, balance);
        }
    }

    protected override void Labelled(RowLabel label, ColumnMap columns)
    {
        if (label is RowLabel.Total)
        {
            _totalIn = Read(columns["credit"]) ?? _totalIn;
            _totalOut = Read(columns["debit"]) ?? _totalOut;
            return;
        }

        var balance = Cell(columns["balance"]);
        for (var i = Rows.Count - 1; i >= 0 && (balance.IsEmpty || balance.ReadAmount(Profile.Numbers, out _) is not AmountFault.None); i--)
        {
            balance = Cell(i);
        }

        Labels.TakeBalance(label, balance);
    }

    protected override void RefuseRow(Place place, string code, Bilingual reason)
    {
        _hasLostRow = true;
        if (Columns is { } columns && _accounts.TryGetValue(Told(columns["account"]) ?? Only, out var account))
        {
            account.HasLostRow = true;
        }

        Refuse(place, code, reason);
    }

    protected override void Finish()
    {
        if (_accounts.Count == 0)
        {
            TryAdd(Only, StatementHead.Dong, out _);
        }

        var isOnly = _accounts.Count == 1;
        foreach (var account in _accounts.Values)
        {
            var verdict = account.Judge(isOnly ? Labels : null, isOnly && (_totalIn ?? _totalOut) is not null ? ((Int128)(_totalIn ?? 0) - Math.Abs(_totalOut ?? 0)) : null, isOnly && _hasLostRow, _isCut);
            if (verdict.Difference != 0)
            {
                Add(new FileRefusal(new Place(Rows.Line, 1), RefusalCodes.Unbalanced, Reasons.Unbalanced(verdict.Difference)));
            }

            Add(new StatementClosed(verdict));
        }
    }

    protected override void BreakOff()
    {
        _isCut = true;
        if (_accounts.Count > 0)
        {
            Finish();
        }
    }

    private string Only => Profile.Account ?? Labels.Account ?? "";

    private long? Read(int column) => Cell(column) is { IsEmpty: false } cell && cell.ReadAmount(Profile.Numbers, out var amount) is AmountFault.None ? amount : null;

    private bool TryAccount(ColumnMap columns, out SheetAccount account)
    {
        var number = Told(columns["account"]) ?? Only;
        var currency = Told(columns["currency"]) ?? Labels.Currency;
        if (_accounts.TryGetValue(number, out var known))
        {
            account = known;
        }
        else if (!TryAdd(number, currency, out account))
        {
            return false;
        }

        if (account.IsOfDong && IsDong(currency))
        {
            return true;
        }

        // Said once for an account; its other rows are passed over.
        if (account.IsOfDong || account.Rows == 0)
        {
            RefuseRow(Place(Math.Max(0, columns["currency"])), RefusalCodes.Currency, Reasons.Currency((currency ?? "").ToUpperInvariant()));
        }

        account.Rows++;
        (account.IsOfDong, account.HasLostRow) = (false, true);
        return false;
    }

    private bool TryAdd(string number, string? currency, out SheetAccount account)
    {
        account = new SheetAccount(new StatementHead
        {
            Ordinal = _accounts.Count + 1,
            Account = number,
            Currency = IsDong(currency) ? StatementHead.Dong : currency!.ToUpperInvariant(),
        });
        account.IsOfDong = account.Head.Currency == StatementHead.Dong;
        if (_accounts.Count == MostAccounts || number.Length > 40)
        {
            throw new FileFaultException(Place(0), RefusalCodes.Account, ("Quá nhiều số tài khoản, hoặc cột tài khoản không đúng", "Too many accounts, or the account column is a wrong one"));
        }

        _accounts[number] = account;
        Add(new StatementOpened(account.Head));
        if (number.Length == 0)
        {
            account.HasLostRow = true;
            Refuse(new Place(Math.Max(1, Rows.Line), 1), RefusalCodes.Account, ("Tệp không ghi số tài khoản; ghi vào mẫu đọc (account)", "The file names no account; put it into the profile (account)"));
        }

        return true;
    }

    private bool TryValueDay(ColumnMap columns, DateOnly day, out DateOnly value)
    {
        value = day;
        return Cell(columns["valueDay"]).IsEmpty || TryDay(columns["valueDay"], out value);
    }

    private bool TryMovement(ColumnMap columns, out long amount)
    {
        amount = 0;
        if (columns["amount"] >= 0)
        {
            return TryAmount(columns["amount"], out var signed) && TryDirected(columns, signed, out amount);
        }

        if (!TryAmount(columns["credit"], out var credit) || !TryAmount(columns["debit"], out var debit))
        {
            return false;
        }

        if ((credit is null && debit is null) || (credit is not (null or 0) && debit is not (null or 0)))
        {
            RefuseRow(Place(Math.Max(columns["credit"], columns["debit"])), RefusalCodes.Amount, ("Dòng phải có đúng một trong hai: ghi nợ hoặc ghi có", "A row has either a debit or a credit"));
            return false;
        }

        amount = (credit ?? 0) + ((debit ?? 0) * (Profile.IsSignTurned ? 1 : -1));
        return true;
    }

    private bool TryDirected(ColumnMap columns, long? signed, out long amount)
    {
        amount = (signed ?? 0) * (Profile.IsSignTurned ? -1 : 1);
        if (signed is null)
        {
            RefuseRow(Place(columns["amount"]), RefusalCodes.Amount, ("Dòng không có số tiền", "The row has no amount"));
            return false;
        }

        if (columns["direction"] < 0)
        {
            return true;
        }

        var word = Told(columns["direction"]) ?? "";
        if (IsOneOf(Profile.InWords, word) || IsOneOf(Profile.OutWords, word))
        {
            amount = IsOneOf(Profile.InWords, word) ? signed.Value : -Math.Abs(signed.Value);
            return true;
        }

        RefuseRow(Place(columns["direction"]), RefusalCodes.Format, ("Không rõ chiều giao dịch; thêm chữ này vào mẫu đọc", "The direction is not known; add its word to the profile"));
        return false;
    }

    private static bool IsOneOf(IReadOnlyList<string> words, string word)
    {
        foreach (var known in words)
        {
            if (string.Equals(known, word, StringComparison.OrdinalIgnoreCase) || (Vietnamese.Fold(known) is { Length: > 0 } folded && folded == Vietnamese.Fold(word)))
            {
                return true;
            }
        }

        return false;
    }

    private void Take(ColumnMap columns, SheetAccount account, DateOnly day, DateOnly value, long amount, long? balance)
    {
        var text = Narrative(columns);
        var reference = Told(columns["reference"]);
        var raw = string.Create(CultureInfo.InvariantCulture, $"{Digits(value)}\u001F{Digits(day)}\u001F{amount}\u001F{reference}\u001F{text}");
        var twin = Twins.Next(account.Head.Account, value, raw);
        account.Add(amount, balance);
        Add(new StatementLine
        {
            Statement = account.Head.Ordinal,
            Account = account.Head.Account,
            ValueDay = value,
            BookedDay = day,
            Amount = amount,
            BankReference = reference,
            Text = text,
            Raw = raw,
            Twin = twin > 0 ? twin : throw new FileFaultException(Place(0), RefusalCodes.Limit, Reasons.OldDay),
            At = Place(columns["day"]),
            Balance = balance,
        });
    }
    private static int Digits(DateOnly day) => (((day.Year * 100) + day.Month) * 100) + day.Day;
}
