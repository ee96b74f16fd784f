namespace Hub.Sandbox.Postal;

/// <summary>Settings of the postal operator twin. The accounts, keys and times are invented.</summary>
public sealed record PostTwinOptions
{
    /// <summary>Where the operators begin: dialect A under <c>/a</c> of it, B under <c>/b</c>, D under <c>/d</c>.</summary>
    public string BasePath { get; init; } = "/post";

    /// <summary>Customers the operator knows, the same in every dialect.</summary>
    public IReadOnlyList<string> CustomerCodes { get; init; } = ["H40DEMO"];

    /// <summary>Client id of A and B.</summary>
    public string ClientKey { get; init; } = "demo-key";

    /// <summary>Client secret of A and B.</summary>
    public string ClientSecret { get; init; } = "demo-secret";

    /// <summary>A token the province's platform gave out by hand; it never ends. Null for none.</summary>
    public string? PlatformToken { get; init; } = "lgsp-demo-token";

    /// <summary>Account of D.</summary>
    public string Username { get; init; } = "demo";

    public string Password { get; init; } = "demo-password";

    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether A and B can be asked for one order, and answer 404 to it otherwise. Assumed: no source shows such a call.</summary>
    public bool NgspLookUp { get; init; } = true;

    /// <summary>The operator's provinces and communes.</summary>
    public IReadOnlyList<PostProvince> Provinces { get; init; } = DemoPlaces.Provinces;

    /// <summary>First serial of the range of item codes that B has from the start.</summary>
    public int FirstSerial { get; init; } = 20261121;

    /// <summary>Item codes in that range.</summary>
    public int RangeSize { get; init; } = 1000;

    /// <summary>Ranges that are allotted in all, the first one included.</summary>
    public int MaxRanges { get; init; } = 100;

    /// <summary>Whether parts of an order number script a life or a fault (see the README); phones 0999000NNN do so always.</summary>
    public bool MagicCodes { get; init; } = true;

    /// <summary>How long a booking answered too late is held back.</summary>
    public TimeSpan LateAnswer { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Multiplies every time between two steps: 0.01 makes a life of two days one of half an hour.</summary>
    public double Pace { get; init; } = 1;

    /// <summary>Whether collecting and delivering wait for working hours, 07:30 to 17:30 in Vietnam, Monday to Saturday.</summary>
    public bool KeepsWorkingHours { get; init; } = true;

    /// <summary>Where D pushes to from the start; the control API changes it. Null pushes nothing.</summary>
    public Uri? WebhookTarget { get; init; }

    /// <summary>Whether pushes go out by themselves when they are due; else only when the control API says so.</summary>
    public bool PushesByItself { get; init; } = true;

    /// <summary>Waits before a push is sent again, on the twin's clock; after the last one it is given up.</summary>
    public IReadOnlyList<TimeSpan> PushRetries { get; init; } = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    public long MaxBodyBytes { get; init; } = 1024 * 1024;

    internal void Validate()
    {
        if (!BasePath.StartsWith('/') || BasePath.EndsWith('/') || BasePath.Contains('{') || BasePath.Contains('%'))
        {
            throw new ArgumentException($"BasePath must be a plain path that starts with '/' and does not end with it, was '{BasePath}'.");
        }

        if (Pace is not (> 0 and <= 100) || TokenLifetime <= TimeSpan.Zero || LateAnswer < TimeSpan.Zero || PushRetries.Any(wait => wait <= TimeSpan.Zero))
        {
            throw new ArgumentException("Pace is above 0 and at most 100; TokenLifetime and every wait of PushRetries are longer than zero.");
        }

        if (FirstSerial is < 1 or > 99_000_000 || RangeSize is < 1 or > 10_000 || MaxRanges < 1)
        {
            throw new ArgumentException("FirstSerial is 1..99000000, RangeSize 1..10000, MaxRanges 1 or more.");
        }

        if (Provinces.FirstOrDefault(province => province.Code is < 10 or > 99 || province.Communes.Count > 999) is { } wrong)
        {
            throw new ArgumentException($"A province's code is 10..99 and it has at most 999 communes, was {wrong.Code}.");
        }

        if (WebhookTarget is { } target && !(target.IsAbsoluteUri && target.Scheme is "http" or "https"))
        {
            throw new ArgumentException($"WebhookTarget must be an absolute http(s) address, was '{target}'.");
        }
    }
}
