using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hub.Sandbox.Payments;

/// <summary>How one messenger tells of money: in its published form, signed as it signs, until it is answered as it wants.</summary>
internal abstract class NoticeFormat(string name, string demoSecret)
{
    /// <summary>Assumed where nothing is published.</summary>
    private static readonly TimeSpan[] UsualWaits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)];

    public string Name => name;

    /// <summary>Waits before it tells again; after the last one it gives up.</summary>
    public virtual IReadOnlyList<TimeSpan> Waits => UsualWaits;

    /// <summary>Whether it tells of such a thing at all.</summary>
    public virtual bool Tells(Told told) => told.Movement is not null;

    public abstract NoticeCall Write(Told told, MessengerSettings settings, DateTimeOffset now);

    /// <summary>Whether the answer is the one that ends it; else it tells again.</summary>
    /// <param name="answer">The answer's JSON; undefined where it is none.</param>
    public virtual bool IsTaken(Told told, int status, JsonElement answer) => status is >= 200 and < 300;

    protected string Secret(MessengerSettings settings) => settings.Secret ?? demoSecret;

    protected static string Hmac(Func<byte[], byte[], byte[]> hash, string key, string text) => Convert.ToHexStringLower(hash(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

    protected static string Sha256(string key, string text) => Hmac(HMACSHA256.HashData, key, text);

    protected static string Local(DateTimeOffset at) => BankTime.Text(at, "yyyy-MM-dd HH:mm:ss");
}

/// <summary>What is told of: a movement, or a bill of the platform.</summary>
/// <param name="Balance">What the account holds after the movement.</param>
internal sealed record Told(Movement? Movement, long Balance, PlatformBill? Bill)
{
    public long Amount => Bill?.Paid ?? Math.Abs(Movement!.Amount);

    public bool IsIn => Movement is not { Amount: < 0 };
}

/// <summary>One call as it goes out.</summary>
/// <param name="Path">Added to the messenger's address; empty for most.</param>
internal sealed record NoticeCall(byte[] Body, IReadOnlyDictionary<string, string> Headers, string Path = "")
{
    public static NoticeCall Of(string body, params (string Name, string Value)[] headers) =>
        new(Encoding.UTF8.GetBytes(body), headers.ToDictionary(header => header.Name, header => header.Value));
}

/// <summary>Every messenger of money.</summary>
internal static class NoticeFormats
{
    public static readonly IReadOnlyDictionary<string, NoticeFormat> All = ((NoticeFormat[])
        [new SePayNotice(), new CassoNotice(), new PayOsNotice(), new VietQrVnNotice(), new PlatformNotice(), new HmacNotice()]).ToDictionary(format => format.Name);

    public static IEnumerable<string> Names => All.Keys;
}
