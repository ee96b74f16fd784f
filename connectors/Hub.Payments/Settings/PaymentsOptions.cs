namespace Hub.Payments.Settings;

/// <summary>Settings of payments, section <c>Payments</c>.</summary>
public sealed record PaymentsOptions
{
    /// <summary>What every payment reference of the centre begins with: 3 to 8 capitals and digits.</summary>
    public string Prefix { get; init; } = "LPHC";

    /// <summary>How long a request for payment stands; its reference is known for ever.</summary>
    public TimeSpan RequestLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Where statements and settlement files are laid to be booked; empty: nowhere.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Pause between two looks; a file must not change between them.</summary>
    public TimeSpan FolderEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Accounts that are paid into as long as the table of accounts is empty.</summary>
    public IReadOnlyList<AccountOptions> Accounts { get; init; } = [];

    /// <summary>Which files must come; empty: none is missed.</summary>
    public IReadOnlyList<ExpectedOptions> Expected { get; init; } = [];

    public PlatformOptions Platform { get; init; } = new();

    public SePayOptions SePay { get; init; } = new();

    public CassoOptions Casso { get; init; } = new();

    public PayOsOptions PayOs { get; init; } = new();

    public VietQrOptions VietQr { get; init; } = new();

    /// <summary>Banks and providers that sign as the hub describes, by name.</summary>
    public IReadOnlyDictionary<string, HmacOptions> Hmac { get; init; } = new Dictionary<string, HmacOptions>(StringComparer.Ordinal);
}

/// <summary>One account of the centre.</summary>
public sealed record AccountOptions
{
    /// <summary>NAPAS' number of the bank, six digits.</summary>
    public string Bin { get; init; } = "";

    public string Number { get; init; } = "";

    public string Holder { get; init; } = "";

    /// <summary>Empty: every agency.</summary>
    public string Agency { get; init; } = "";

    /// <summary>Empty: every fee.</summary>
    public IReadOnlyList<string> FeeTypes { get; init; } = [];
}

/// <summary>A file that a bank or an acquirer sends for each of certain days. Either account or terminal is given.</summary>
public sealed record ExpectedOptions
{
    /// <summary>Number of the account whose statements come.</summary>
    public string Account { get; init; } = "";

    /// <summary>Terminal, merchant, or <c>merchant/terminal</c> whose settlement files come.</summary>
    public string Terminal { get; init; } = "";

    public ExpectedDays Days { get; init; }

    /// <summary>Hour in Vietnam by which the file of a day must be there.</summary>
    public TimeOnly By { get; init; } = new(9, 0);

    /// <summary>How many days later: bank days for an account of bank days, else days of the calendar. 0: the same day.</summary>
    public int After { get; init; } = 1;

    /// <summary>The first day that is expected.</summary>
    public DateOnly From { get; init; }

    internal bool IsTerminal => Terminal.Length > 0;

    internal string Source => IsTerminal ? Terminal : Account;
}

public enum ExpectedDays
{
    /// <summary>Working days: neither weekends nor public holidays and Tết.</summary>
    Bank,

    /// <summary>Every day.</summary>
    Daily,
}

/// <summary>The national PaymentPlatform.</summary>
public sealed record PlatformOptions
{
    /// <summary><c>MaDoiTac</c>; empty: any partner that knows the secret.</summary>
    public string Partner { get; init; } = "";

    public string Secret { get; init; } = "";

    /// <summary>Where INIT, QUERY and GET_BILL are sent; null: the hub asks for nothing there and only hears.</summary>
    public Uri? Url { get; init; }

    /// <summary>Sent as a Bearer token; empty where the platform wants none.</summary>
    public string Token { get; init; } = "";

    /// <summary>The hub's own address, signed in INIT.</summary>
    public string Ip { get; init; } = "127.0.0.1";

    /// <summary>Until the whole answer is read.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Networks from which the portal may ask without a key what of a dossier is to be paid.</summary>
    public IReadOnlyList<string> OpenNetworks { get; init; } = [];

    /// <summary>How long it is asked how an order stands.</summary>
    public TimeSpan QueryFor { get; init; } = TimeSpan.FromDays(30);
}

/// <summary>SePay; a hub that has the secret takes no key in its place.</summary>
public sealed record SePayOptions
{
    public string Secret { get; init; } = "";

    public string ApiKey { get; init; } = "";
}

public sealed record CassoOptions
{
    public string ChecksumKey { get; init; } = "";
}

public sealed record PayOsOptions
{
    public string ChecksumKey { get; init; } = "";
}

/// <summary>VietQR.vn, which fetches a token with name and password.</summary>
public sealed record VietQrOptions
{
    public string Username { get; init; } = "";

    public string Password { get; init; } = "";
}

public sealed record HmacOptions
{
    public string Secret { get; init; } = "";
}
