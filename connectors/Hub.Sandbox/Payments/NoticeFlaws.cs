using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Sandbox.Payments;

/// <summary>Calls that a messenger should not make, or a forger does.</summary>
internal sealed partial class NoticeFlaws(NoticeSender sender, NoticeQueue queue)
{
    public const string Replayed = "replayed";

    /// <summary><c>repeated</c> is signed anew, <c>replayed</c> has the very bytes and headers of the last call, <c>reordered</c> tells the newest first.</summary>
    public static readonly string[] Kinds = ["repeated", Replayed, "reordered", "forged", "tampered", "unsigned", "html", "slow"];

    /// <param name="notices">At least one, each of a messenger that has an address and of something that happened.</param>
    public async Task<IReadOnlyList<NoticeResult>> RunAsync(string kind, IReadOnlyList<Notice> notices, TimeSpan pause, CancellationToken ct)
    {
        var results = new List<NoticeResult>();
        foreach (var notice in kind == "reordered" ? notices.Reverse() : notices)
        {
            var own = queue.Settings[notice.Messenger];
            var settings = kind == "forged" ? own with { Secret = "stranger", Username = "stranger" } : own;
            results.Add(await sender.SendScriptedAsync(kind, notice, settings, call => Change(kind, call), kind == "slow" ? pause : TimeSpan.Zero, ct));
        }

        return results;
    }

    /// <summary>A page of a proxy in place of the message, under the message's headers.</summary>
    public static NoticeCall Html(NoticeCall call) => call with { Body = "<!DOCTYPE html><html><body><h1>502</h1></body></html>"u8.ToArray() };

    private static NoticeCall Change(string kind, NoticeCall call) => kind switch
    {
        "html" => Html(call),

        // VietQR.vn signs nothing: what was changed on the way has a stranger's token.
        "tampered" when call.Path.Length > 0 => call with { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer stranger" } },
        "tampered" => With(call, AmountMember().Replace(Text(call), found => found.Groups[1].Value + (long.Parse(found.Groups[2].ValueSpan, CultureInfo.InvariantCulture) + 1_000))),
        "unsigned" => With(call, SignatureMember().Replace(Text(call), "$1\"\"")) with { Headers = new Dictionary<string, string> { ["Authorization"] = "" } },
        _ => call,
    };

    private static string Text(NoticeCall call) => Encoding.UTF8.GetString(call.Body);

    private static NoticeCall With(NoticeCall call, string body) => call with { Body = Encoding.UTF8.GetBytes(body) };

    [GeneratedRegex("(\"(?:amount|transferAmount|SoTien)\":\"?-?)([0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex AmountMember();

    [GeneratedRegex("(\"(?:signature|MaXacThuc)\":)\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex SignatureMember();
}
