namespace Hub.Sandbox.NationalPortal;

/// <summary>How the portal twin answers. What no public source tells is a setting here and marked "assumed".</summary>
public sealed record PortalTwinOptions
{
    public string LoginPath { get; init; } = "/portal/mapi/login";

    public string GatewayPath { get; init; } = "/portal/mapi/g";

    /// <summary>Destination service code, taken from header or query <c>dstcode</c>.</summary>
    public string DstCode { get; init; } = "VN:GOV:000.00.00.G22:vpcpdvcprovider";

    public string Username { get; init; } = "demo";

    public string Password { get; init; } = "demo-password";

    /// <summary>Unit codes (<c>madonvi</c>) that are let in; empty lets any non-empty code in.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>How long a session lives on the twin's clock. Assumed: no source gives a lifetime.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Calls a session is good for; <see langword="null"/> for no limit. Assumed.</summary>
    public int? CallsPerSession { get; init; }

    /// <summary><c>error_code</c> for a missing or expired session. Assumed.</summary>
    public int SessionErrorCode { get; init; } = -1;

    /// <summary><c>message</c> for a missing or expired session. Assumed.</summary>
    public string SessionErrorMessage { get; init; } = "Session không hợp lệ hoặc đã hết hạn";

    /// <summary>Name of the operation that proposes procedures for integration. Assumed: no public source shows it.</summary>
    public string IntegrationOperation { get; init; } = "DongBoTTHCTichHop";

    /// <summary>Field of a <c>TraCuuHoSo</c> answer that lists progress lines; <see langword="null"/> leaves it out. Assumed.</summary>
    public string? ProgressField { get; init; } = "DanhSachTienDo";

    /// <summary>Share of successful updates that carry an odd <c>error_code</c> beside a message of success.</summary>
    public double OddSuccessShare { get; init; } = 0.02;

    /// <summary>Share of successful progress calls that are answered with plain text in place of JSON.</summary>
    public double TextAnswerShare { get; init; } = 0.02;

    /// <summary>Share of look-ups of unknown dossiers that are answered with a refusal in place of a success without a result.</summary>
    public double AbsentRefusedShare { get; init; }

    /// <summary>Procedures that the twin serves; an empty list serves none and accepts a dossier of any procedure.</summary>
    public IReadOnlyList<TwinProcedure> ProcedureCatalogue { get; init; } = DemoCatalogue.Procedures;

    /// <summary>Whether the last digits of a dossier code script a fault (see the table in the README).</summary>
    public bool MagicCodes { get; init; } = true;

    public long MaxBodyBytes { get; init; } = 5 * 1024 * 1024;

    /// <summary>Dossiers in one <c>DongBoHoSoMC</c> call. Assumed: the official limit is not published.</summary>
    public int MaxDossiersPerCall { get; init; } = 100;

    /// <summary>Lines in one <c>CapNhatTienDoHoSoMC</c> call; known connectors send ten at a time.</summary>
    public int MaxProgressPerCall { get; init; } = 10;

    internal void Validate()
    {
        RequirePath(LoginPath, nameof(LoginPath));
        RequirePath(GatewayPath, nameof(GatewayPath));
        if (string.Equals(LoginPath, GatewayPath, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("LoginPath and GatewayPath must differ.");
        }

        if (SessionLifetime <= TimeSpan.Zero)
        {
            throw new ArgumentException("SessionLifetime must be longer than zero.");
        }
    }

    private static void RequirePath(string path, string name)
    {
        if (!path.StartsWith('/') || path.Contains('{'))
        {
            throw new ArgumentException($"{name} must be a plain path that starts with '/', was '{path}'.");
        }
    }
}
