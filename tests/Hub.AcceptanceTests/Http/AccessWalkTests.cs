using System.Text.RegularExpressions;
using Hub.Core.Trust;
using Hub.Functions;
using Hub.Functions.Trust;
using Hub.NationalPortal;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>Walks every endpoint of the route table with every role, and with everything that is no valid key.</summary>
public sealed partial class AccessWalkTests(HubApp hub) : IClassFixture<HubApp>
{
    // What is open is named here once more, so that opening an endpoint takes two hands.
    private static readonly string[] Open =
    [
        "GET /", "GET /health/live", "GET /health/ready", "GET /problems/{name}",
        "HEAD /", "HEAD /health/live", "HEAD /health/ready", "HEAD /problems/{name}",
    ];

    [Fact]
    public void Only_health_the_problem_pages_and_the_front_door_are_open() =>
        Assert.Equal(Open, Routes().Where(r => r.Access.IsOpen).Select(r => $"{r.Method} {r.Path}").Order(StringComparer.Ordinal));

    [Fact]
    public void Only_postal_operators_and_messengers_of_money_are_let_in_by_their_proof() => Assert.Equal(
        [
            "POST /payments/casso", "POST /payments/hmac/{name}", "POST /payments/payos", "POST /payments/platform/confirm", "POST /payments/sepay",
            "POST /payments/vietqr/api/token_generate", "POST /payments/vietqr/bank/api/transaction-sync", "POST /postal/webhooks/{operator}",
        ], Routes().Where(r => r.Access.IsSigned).Select(r => $"{r.Method} {r.Path}").Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_endpoint_lets_in_its_roles_and_no_other()
    {
        var wrong = new List<string>();
        foreach (var (method, path, access) in Routes().Where(r => !r.Access.IsOpen && !r.Access.IsSigned))
        {
            foreach (var role in Shipped.Wings.Roles)
            {
                var reply = await CallAsync(method, path, hub.Keys[role]);
                if ((reply.Status == 403) == access.Roles.Contains(role) || reply.Status is 401 or 500)
                {
                    wrong.Add($"{method} {path} as {role}: {reply.Status} {reply.Problem}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Without_a_valid_key_every_endpoint_is_closed()
    {
        var now = DateTimeOffset.UtcNow;
        var expired = await hub.NewKeyAsync(Role.Admin, now.AddMinutes(-1));
        var revoked = await hub.NewKeyAsync(Role.Admin);
        await hub.App.Services.GetRequired<IKeys>().RevokeAsync(
            revoked.Key.Id, now, new AuditEntry(now, "test", null, "key.revoke", revoked.Key.Id, "allowed"), CancellationToken.None);
        var good = hub.Keys[Role.Admin];
        string?[] none =
        [
            null, "", "hub_", "hub_x_y", "hub_000000000000_AAAA", good[..^1] + (good[^1] == 'A' ? 'B' : 'A'), good + "A", "a.b.c", "basic", expired.Text, revoked.Text,
            "hub_local_AAAA",
        ];
        var wrong = new List<string>();
        foreach (var (method, path, _) in Routes().Where(r => !r.Access.IsOpen && !r.Access.IsSigned))
        {
            foreach (var bearer in none)
            {
                var reply = await CallAsync(method, path, bearer);
                if (reply.Status != 401 || (method != "HEAD" && reply.Problem != "unauthenticated") || !reply.Headers.ContainsKey("WWW-Authenticate"))
                {
                    wrong.Add($"{method} {path} with {bearer}: {reply.Status}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_call_leaves_its_line_in_a_chain_that_holds()
    {
        var last = (await hub.AuditAsync(0, 1))[^1].Seq;
        while ((await hub.AuditAsync(last, 0)) is { Count: > 0 } more)
        {
            last = more[^1].Seq;
        }

        await hub.GetAsync("/lanes", null);
        await hub.GetAsync("/lanes", NationalPortalDescriptor.Role);
        await hub.GetAsync("/lanes", Role.Operator);
        await hub.GetAsync("/dossiers/H40-NONE", Role.Operator);
        await hub.SendAsync("POST", "/events", Role.CaseSystem, Event.Received("audit-1", "H40-A"), "application/cloudevents+json");

        var lines = (await hub.AuditAsync(last, 5)).Select(l => (l.Entry.Actor, l.Entry.Role, l.Entry.Act, l.Entry.Target, l.Entry.Result)).ToList();
        Assert.Contains(("anonymous", null, "GET /lanes", null, "denied"), lines);
        Assert.Contains((Id(NationalPortalDescriptor.Role), NationalPortalDescriptor.Role, "GET /lanes", null, "denied"), lines);
        Assert.Contains((Id(Role.Operator), Role.Operator, "GET /lanes", null, "allowed"), lines);
        Assert.Contains((Id(Role.Operator), Role.Operator, "GET /dossiers/{code}", "H40-NONE", "failed"), lines);
        Assert.Contains((Id(Role.CaseSystem), Role.CaseSystem, "POST /events", "H40-A", "allowed"), lines);
        Assert.True((await hub.GetAsync("/audit/verify", Role.Auditor)).Json.GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task HEAD_answers_everywhere_what_GET_answers_without_its_body()
    {
        var wrong = new List<string>();
        foreach (var (_, path, _) in Routes().Where(r => r.Method == "GET"))
        {
            var get = await CallAsync("GET", path, hub.Keys[Role.Admin]);
            var head = await CallAsync("HEAD", path, hub.Keys[Role.Admin]);
            if (head.Status != get.Status || head.MediaType != get.MediaType || head.Text.Length > 0
                || !head.Headers.Keys.Order(StringComparer.Ordinal).Where(Same).SequenceEqual(get.Headers.Keys.Order(StringComparer.Ordinal).Where(Same)))
            {
                wrong.Add($"{path}: {get.Status} {get.MediaType}, {head.Status} {head.MediaType} {head.Text}");
            }
        }

        Assert.Empty(wrong);

        // Without a body there is nothing to cut into chunks.
        static bool Same(string header) => header != "Transfer-Encoding";
    }

    [Fact]
    public async Task A_HEAD_is_audited_like_its_GET()
    {
        var last = (await hub.AuditAsync(0, 1))[^1].Seq;
        while ((await hub.AuditAsync(last, 0)) is { Count: > 0 } more)
        {
            last = more[^1].Seq;
        }

        await hub.SendAsync("HEAD", "/lanes", Role.Operator);
        await hub.SendAsync("HEAD", "/lanes", NationalPortalDescriptor.Role);

        // Lines of those turned away before come when there is time for them, and may be more than a page.
        var lines = new List<(string, string, string)>();
        await Eventually.FindAsync("both lines", async () =>
        {
            while ((await hub.AuditAsync(last, 0)) is { Count: > 0 } page)
            {
                lines.AddRange(page.Select(l => (l.Entry.Actor, l.Entry.Act, l.Entry.Result)));
                last = page[^1].Seq;
            }

            return lines.Contains((Id(Role.Operator), "GET /lanes", "allowed")) && lines.Contains((Id(NationalPortalDescriptor.Role), "GET /lanes", "denied")) ? lines : null;
        });
    }

    [Fact]
    public async Task A_revoked_key_is_out_at_once()
    {
        var made = await hub.NewKeyAsync(Role.Operator);
        Assert.Equal(200, (await hub.GetAsync("/lanes", made.Text)).Status);

        Assert.Equal(204, (await hub.SendAsync("DELETE", $"/keys/{made.Key.Id}", Role.Admin)).Status);

        Assert.Equal(401, (await hub.GetAsync("/lanes", made.Text)).Status);
    }

    [Fact]
    public async Task An_unknown_path_and_an_unknown_method_are_problems_too()
    {
        Assert.Equal("not-found", (await hub.GetAsync("/nowhere", Role.Admin)).Problem);
        Assert.Equal("method-not-allowed", (await hub.SendAsync("DELETE", "/events", Role.Admin)).Problem);
    }

    [Fact]
    public void Every_problem_that_can_be_answered_is_listed()
    {
        var fields = typeof(Hub.Functions.Problems.ProblemKinds).GetFields()
            .Select(f => f.GetValue(null)).OfType<Hub.Functions.Problems.ProblemKind>().Select(k => k.Name);
        var refusals = typeof(Hub.Core.Intake.RefusalNames).GetFields().Select(f => (string)f.GetRawConstantValue()!);

        Assert.Equal(Hub.Functions.Problems.ProblemKinds.All.Keys.Order(StringComparer.Ordinal), fields.Order(StringComparer.Ordinal));
        Assert.Empty(refusals.Except(Hub.Functions.Problems.ProblemKinds.All.Keys));
    }

    [Fact]
    public async Task Every_problem_has_its_page()
    {
        foreach (var name in Hub.Functions.Problems.ProblemKinds.All.Keys)
        {
            Assert.Equal(200, (await hub.GetAsync($"/problems/{name}", null)).Status);
        }
    }

    private string Id(string role) => hub.Keys[role].Split('_')[1];

    private Task<HubApp.Reply> CallAsync(string method, string path, string? bearer) =>
        hub.SendAsync(method, RouteValue().Replace(path, "none"), bearer, method is "POST" or "PUT" ? "{}" : null);

    private IEnumerable<(string Method, string Path, Access Access)> Routes() =>
        from source in ((IEndpointRouteBuilder)hub.App).DataSources
        from endpoint in source.Endpoints.OfType<RouteEndpoint>()
        let access = endpoint.Metadata.GetMetadata<Access>()!
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
        select (method, endpoint.RoutePattern.RawText!, access);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex RouteValue();
}
