using System.Security.Cryptography;
using System.Text;
using Hub.Core.Trust;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>The door that a postal operator pushes through: no key opens it and none is needed, a signature is.</summary>
public sealed class PostalWebhookTests(PostalWebhookTests.WithMyVnPost hub) : IClassFixture<PostalWebhookTests.WithMyVnPost>
{
    private const string SendDate = "02/03/2026 08:00:00";
    private const string Path = "/postal/webhooks/myvnpost";

    [Fact]
    public async Task A_signed_call_is_taken_without_any_key_and_leaves_its_line()
    {
        var last = await LastAsync();

        var reply = await hub.SendAsync("POST", Path, null, hub.Call("CN1", 14));

        Assert.Equal(200, reply.Status);
        Assert.True(reply.Json.GetProperty("success").GetBoolean());
        Assert.Equal(0, reply.Json.GetProperty("updated").GetInt32());
        var line = await EntryAsync(last, "allowed");
        Assert.Equal(("anonymous", "signed", "POST /postal/webhooks/{operator}", "myvnpost", "allowed"), (line.Actor, line.Role, line.Act, line.Target, line.Result));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Role.Admin)]
    public async Task A_call_with_a_wrong_signature_is_turned_away_whatever_key_comes_with_it(string? role)
    {
        var reply = await hub.SendAsync("POST", Path, role, hub.Call("CN1", 10).Replace("\"status\":10", "\"status\":14", StringComparison.Ordinal));

        Assert.Equal(401, reply.Status);
        Assert.False(reply.Json.GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task What_cannot_be_read_or_is_too_large_is_answered_in_the_operators_shape()
    {
        Assert.Equal(400, (await hub.SendAsync("POST", Path, null, "{}")).Status);
        var large = await hub.SendAsync("POST", Path, null, new string(' ', (1024 * 1024) + 1));
        Assert.Equal((400, "application/json"), (large.Status, large.MediaType));
    }

    [Fact]
    public async Task An_operator_that_does_not_push_has_no_door()
    {
        Assert.Equal(404, (await hub.SendAsync("POST", "/postal/webhooks/nobody", null, "{}")).Status);
        Assert.Equal(404, (await hub.SendAsync("POST", "/postal/webhooks/keyless", null, "{}")).Status);
    }

    // Lines of who was turned away before are written when there is time for them.
    private async Task<AuditEntry> EntryAsync(long after, string result)
    {
        for (var least = 1; ; least++)
        {
            var lines = await hub.AuditAsync(after, least);
            if (lines.FirstOrDefault(line => line.Entry.Result == result) is { } found)
            {
                return found.Entry;
            }

            Assert.True(lines.Count >= least, $"No line says '{result}'.");
        }
    }

    private async Task<long> LastAsync()
    {
        var last = 0L;
        while ((await hub.AuditAsync(last, 0)) is { Count: > 0 } more)
        {
            last = more[^1].Seq;
        }

        return last;
    }

    public class WithMyVnPost : HubApp
    {
        private readonly RSA _key = RSA.Create(2048);

        protected override string[] Settings =>
        [
            .. Operator("second"), $"--Post:Operators:second:WebhookKey={_key.ExportSubjectPublicKeyInfoPem()}",
            .. Operator("myvnpost"), $"--Post:Operators:myvnpost:WebhookKey={_key.ExportSubjectPublicKeyInfoPem()}", .. Operator("keyless"),
        ];

        public string Call(string itemCode, int status)
        {
            var signature = Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes($"MYVNP{SendDate}{itemCode}{status}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            return $$"""{"data":[{"itemCode":"{{itemCode}}","saleOrderCode":"n-1","status":{{status}}}],"sendDate":"{{SendDate}}","signature":"{{signature}}"}""";
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            _key.Dispose();
        }

        // Nobody listens there: what the webhook wants to read again stays unproven.
        private static string[] Operator(string name) =>
        [
            $"--Post:Operators:{name}:Dialect=myvnpost", $"--Post:Operators:{name}:BaseAddress=http://127.0.0.1:9/", $"--Post:Operators:{name}:CustomerCode=H40DEMO",
            $"--Post:Operators:{name}:Username=demo", $"--Post:Operators:{name}:Password=demo-password",
        ];
    }
}
