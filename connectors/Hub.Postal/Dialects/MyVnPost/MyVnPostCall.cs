using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.MyVnPost;

/// <summary>One call of the webhook, read within its limits and not yet believed.</summary>
/// <param name="SendDate">As it was sent: so it is signed.</param>
/// <param name="SentAt">Null where the date is in no form that was seen; its form is published nowhere.</param>
internal sealed record MyVnPostCall(IReadOnlyList<JsonElement> Data, string SendDate, DateTimeOffset? SentAt, byte[] Signature)
{
    /// <summary>Null when the body is no such call.</summary>
    public static MyVnPostCall? Read(ReadOnlyMemory<byte> body, int maxItems)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.Member("data") is not { ValueKind: JsonValueKind.Array or JsonValueKind.Object } data || data.Items() is not { Count: > 0 } items || items.Count > maxItems
                || root.Member("sendDate") is not { ValueKind: JsonValueKind.String } sendDate || sendDate.GetString() is not { } sent
                || root.Member("signature") is not { ValueKind: JsonValueKind.String } signature || !signature.TryGetBytesFromBase64(out var bytes))
            {
                return null;
            }

            return new MyVnPostCall([.. items.Select(item => item.Clone())], sent, WireTime.ParseLoosely(sent), bytes);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Not read before the signature was: a call has up to a thousand.</summary>
    public IReadOnlyList<(MyVnPostItem Item, JsonElement Raw)> Items() => [.. Data.Select(element => (MyVnPostReader.Item(element), element))];

    /// <summary>RSA-SHA256 (PKCS#1 v1.5) over <c>MYVNP</c>, the date of the call, item code and status of the first item, and nothing else.</summary>
    public bool IsSignedBy(string publicKey)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(publicKey);
        var first = MyVnPostReader.Item(Data[0]);
        return rsa.VerifyData(Encoding.UTF8.GetBytes($"MYVNP{SendDate}{first.ItemCode}{first.Status}"), Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}

/// <summary>A call whose signature was found right; only <see cref="MyVnPostWebhook.Check"/> makes one.</summary>
public sealed class MyVnPostPush
{
    internal MyVnPostPush(string @operator, MyVnPostCall call) => (Operator, Call) = (@operator, call);

    public string Operator { get; }

    internal MyVnPostCall Call { get; }
}

/// <summary>What a call of the webhook is answered.</summary>
/// <param name="Status">200 taken; 400 unreadable; 401 not signed by the operator; 503 the store refused, to be sent again.</param>
/// <param name="Message">Vietnamese, then English; no personal data.</param>
/// <param name="Updated">Consignments' moves that followed at once.</param>
public sealed record WebhookVerdict(int Status, string Message, int Updated)
{
    public bool IsSuccess => Status == 200;
}
