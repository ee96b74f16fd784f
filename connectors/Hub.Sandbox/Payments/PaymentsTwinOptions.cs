namespace Hub.Sandbox.Payments;

/// <summary>Settings of the bank, acquirer and national PaymentPlatform twin. Accounts, keys and times are invented.</summary>
public sealed record PaymentsTwinOptions
{
    /// <summary>Where the PaymentPlatform begins: <c>/platform</c> below it.</summary>
    public string BasePath { get; init; } = "/bank";

    /// <summary>What an account holds before its first movement, whole đồng. The bank has every account that is paid into.</summary>
    public long Opening { get; init; } = 1_200_000;

    /// <summary>The account that a platform payment reaches when its INIT names none.</summary>
    public string DefaultAccount { get; init; } = "0011012345678";

    /// <summary>Movements on a page of MT940; longer days are several messages.</summary>
    public int LinesPerPage { get; init; } = 50;

    /// <summary>The acquirer's number of the centre.</summary>
    public string Merchant { get; init; } = "000000012345678";

    public string Terminal { get; init; } = "12345678";

    /// <summary>Of a card payment, in hundredths of a percent: 110 is 1.1 %.</summary>
    public int CardFee { get; init; } = 110;

    /// <summary>Partner that the platform knows.</summary>
    public string Partner { get; init; } = "DEMOPARTNER";

    public string PlatformSecret { get; init; } = "DEMO-SECRET";

    /// <summary>How the messengers are set from the start, by name; the control API changes it. What is absent tells nothing.</summary>
    public IReadOnlyDictionary<string, MessengerSettings> Messengers { get; init; } = new Dictionary<string, MessengerSettings>();

    /// <summary>Whether notices go out by themselves when they are due; else only when the control API says so.</summary>
    public bool PushesByItself { get; init; } = true;

    /// <summary>How long the messengers wait before they tell again, a payer before paying again or late, as a share of what it takes in the world; 1 is as there.</summary>
    public double Pace { get; init; } = 1;

    public long MaxBodyBytes { get; init; } = 256 * 1024;

    internal void Validate()
    {
        if (!BasePath.StartsWith('/') || BasePath.EndsWith('/') || BasePath.Contains('{') || BasePath.Contains('%'))
        {
            throw new ArgumentException($"BasePath must be a plain path that starts with '/' and does not end with it, was '{BasePath}'.");
        }

        if (LinesPerPage < 1 || Pace is not (>= 0 and <= 1000) || CardFee is < 0 or > 10_000 || MaxBodyBytes < 1024 || Math.Abs(Opening) > Movement.Most)
        {
            throw new ArgumentException($"LinesPerPage is 1 or more, Pace 0..1000, CardFee 0..10000, MaxBodyBytes 1024 or more, Opening at most {Movement.Most}.");
        }

        if (Messengers.FirstOrDefault(pair => pair.Value.Fault(pair.Key) is not null) is { Key: { } name } wrong)
        {
            throw new ArgumentException(wrong.Value.Fault(name));
        }
    }
}

/// <summary>Where one messenger tells of money, and by which secrets.</summary>
/// <param name="Url">Null tells nothing. Of VietQR.vn the address before <c>/api/token_generate</c> and <c>/bank/api/transaction-sync</c>.</param>
/// <param name="Secret">Key of the signature; of SePay with <paramref name="UsesApiKey"/> the key itself; of VietQR.vn the password.</param>
/// <param name="Username">Of VietQR.vn.</param>
public sealed record MessengerSettings(Uri? Url, string? Secret = null, bool UsesApiKey = false, string? Username = null)
{
    /// <summary>What is wrong with it in words, or null.</summary>
    internal string? Fault(string name) =>
        !NoticeFormats.Names.Contains(name) ? $"'{name}' is no messenger; they are: {string.Join(", ", NoticeFormats.Names)}."
        : Url is { } url && !(url.IsAbsoluteUri && url.Scheme is "http" or "https") ? $"{name}: url is an absolute http(s) address, or null to tell nothing."
        : null;
}
