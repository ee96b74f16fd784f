namespace Hub.NationalPortal.Settings;

/// <summary>
/// How to reach the national portal through the centre's adapter, and everything about its dialect that no public source fixes for good.
/// Dictionaries given here are merged over the built-in ones, lists are added to them.
/// </summary>
public sealed record NationalPortalOptions
{
    /// <summary>Absolute, ends with <c>/</c>: <c>http://adapter/VXPAdapter/RestService/forward/</c>.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>Below the base address. Empty means that the adapter wants no session (only with <see cref="PortalEnvelopeShape.RestList"/>).</summary>
    public string LoginPath { get; init; } = "mapi/login";

    /// <summary>Below the base address: the one endpoint of all operations, or the folder of them for <see cref="PortalEnvelopeShape.RestList"/>.</summary>
    public string GatewayPath { get; init; } = "mapi/g";

    /// <summary>Sent as <c>providerurl</c> where the adapter wants it.</summary>
    public string? ProviderUrl { get; init; }

    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary><c>madonvi</c>: the province's unit code, <c>000.00.00.H40</c>.</summary>
    public string UnitCode { get; init; } = "";

    public string DstCode { get; init; } = "VN:GOV:000.00.00.G22:vpcpdvcprovider";

    public DstCodePlacement DstCodePlacement { get; init; } = DstCodePlacement.Header;

    public PortalEnvelopeShape EnvelopeShape { get; init; } = PortalEnvelopeShape.Mapi;

    /// <summary>The province's own gateway in front of the adapter; null when there is none.</summary>
    public LgspOptions? Lgsp { get; init; }

    public PortalTimeouts Timeouts { get; init; } = new();

    public long MaxAnswerBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Progress lines in one call; known connectors send ten.</summary>
    public int ProgressChunk { get; init; } = 10;

    /// <summary>The centre's own status codes to 1..10, merged over <see cref="NationalPortalCodes.LocalStatuses"/>. 0 takes a built-in code out.</summary>
    public Dictionary<string, int> StatusMap { get; init; } = [];

    /// <summary>Status moves allowed beyond the graph of the ten, such as <c>withdrawn>returned</c> where a centre reports the hand-back of papers.</summary>
    public List<string> ExtraMoves { get; init; } = [];

    /// <summary>Kind of applicant to <c>LoaiDoiTuong</c>, merged over <see cref="NationalPortalCodes.ApplicantKinds"/>.</summary>
    public Dictionary<string, string> ApplicantKinds { get; init; } = [];

    public PortalAnswerPatterns Answers { get; init; } = new();

    /// <summary>Field of a <c>TraCuuHoSo</c> result that lists progress lines. Assumed; where it is absent doubled lines cannot be ruled out.</summary>
    public string LookupProgressField { get; init; } = "DanhSachTienDo";

    public FilingStatusOptions FilingStatus { get; init; } = new();

    public InboundOptions Inbound { get; init; } = new();

    public IntegrationOperationOptions IntegrationOperation { get; init; } = new();

    public KpiOptions Kpi { get; init; } = new();

    public VerifyOptions Verify { get; init; } = new();

    public ProcedureSyncOptions Procedures { get; init; } = new();

    /// <summary>How long a status may wait for the dossier's own <c>received</c> event before it goes to a person.</summary>
    public TimeSpan UnknownDossierPatience { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The same options; where the address is this machine itself and no account is given, with the sandbox's well-known demo account,
    /// because nothing but the sandbox answers there. A unit code that is given stays.
    /// </summary>
    public NationalPortalOptions WithSandboxAccount() => BaseAddress is { IsAbsoluteUri: true, IsLoopback: true } && Username.Length + Password.Length == 0
        ? this with { Username = "demo", Password = "demo-password", UnitCode = UnitCode.Length > 0 ? UnitCode : "000.00.00.H40" }
        : this;
}
