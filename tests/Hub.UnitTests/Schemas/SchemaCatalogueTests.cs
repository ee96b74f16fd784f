using System.Text;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Schemas;
using Hub.Core.Schemas.Linting;
using Xunit;

namespace Hub.UnitTests.Schemas;

public sealed class SchemaCatalogueTests
{
    [Fact]
    public async Task The_catalogue_knows_every_type_by_name_version_and_direction()
    {
        var catalogue = await SchemaSamples.CatalogueAsync();

        Assert.Equal(
            [
                "audit.head out DossierCode",
                "delivery.held out DossierCode",
                "dossier.progress-noted in DossierCode",
                "dossier.received in DossierCode",
                "dossier.result-issued in DossierCode",
                "dossier.status-changed in DossierCode",
                "dossier.submitted-online out DossierCode",
                "fee.assessed in DossierCode",
                "fee.cancelled in DossierCode",
                "fee.changed in DossierCode",
                "fee.discrepancy out DossierCode",
                "fee.overpaid out DossierCode",
                "fee.paid out DossierCode",
                "fee.refund-due out DossierCode",
                "fee.refunded out DossierCode",
                "fee.underpaid out DossierCode",
                "fee.written-off out DossierCode",
                "payment.cash-received in DossierCode",
                "payment.reversed out DossierCode",
                "portal.notice-received out DossierCode",
                "postal.booked out DossierCode",
                "postal.cancel-requested in DossierCode",
                "postal.delivery-requested in DossierCode",
                "postal.exception out DossierCode",
                "postal.pickup-requested in DossierCode",
                "postal.proof-recorded out DossierCode",
                "postal.redirect-requested in DossierCode",
                "postal.redirected out DossierCode",
                "postal.status-changed out DossierCode",
                "procedure.changed out ProcedureCode",
                "procedure.integration-proposed in ProcedureCode",
                "procedure.integration-state-changed out ProcedureCode",
                "procedure.integration-withdrawn in ProcedureCode",
                "rating.given in DossierCode",
            ],
            catalogue.All.Select(s => $"{s.Name} {(s.Direction == EventDirection.In ? "in" : "out")} {s.SubjectKind}"));
        Assert.All(catalogue.All, s => Assert.Equal($"vn.onestop.{s.Name}.v{s.Version}", s.Type));
    }

    [Fact]
    public async Task What_is_published_stands_alone_and_passes_the_lint()
    {
        var catalogue = await SchemaSamples.CatalogueAsync();

        Assert.All(catalogue.All, s =>
        {
            Assert.Empty(SchemaLint.Check(s.Json));
            Assert.DoesNotContain("common.v1", s.Json, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task An_unknown_type_is_not_found()
    {
        var catalogue = await SchemaSamples.CatalogueAsync();

        Assert.False(catalogue.TryGet("vn.onestop.dossier.received.v2", out var schema));
        Assert.Null(schema);
    }

    [Fact]
    public async Task Personal_paths_reach_into_arrays_and_shared_definitions()
    {
        var schema = await SchemaAsync("dossier.received");

        Assert.Superset(
            new HashSet<string> { "/applicant/name", "/applicant/identity/*/number", "/applicant/phone", "/papers/*/url", "/officer/name" },
            schema.PersonalPaths.ToHashSet());
        Assert.DoesNotContain("/procedure/name", schema.PersonalPaths);
    }

    [Theory]
    [InlineData("", "", "json")]
    [InlineData("{", "", "json")]
    [InlineData("{\"score\":5,}", "", "json")]
    [InlineData("{\"score\":5,\"givenAt\":\"2026-11-21T09:15:30Z\"} {}", "", "json")]
    [InlineData("{\"score\":5,\"givenAt\":\"2026-11-21T09:15:30Z\"}x", "", "json")]
    [InlineData("{\"score\":5 /* five */}", "", "json")]
    [InlineData("{'score':5}", "", "json")]
    [InlineData("{\"score\":NaN}", "", "json")]
    [InlineData("{\"score\":5,\"givenAt\":\"2026-11-21T09:15:30Z\",\"comment\":\"\\ud800\"}", "", "json")]
    [InlineData("{\"score\":5,\"givenAt\":\"2026-11-21T09:15:30Z\",\"score\":5}", "/score", "duplicate")]
    [InlineData("{\"score\":5,\"givenAt\":\"2026-11-21T09:15:30Z\",\"\\u0073core\":5}", "/score", "duplicate")]
    [InlineData("{\"score\":5,\"givenAt\":\"2026-11-21T09:15:30Z\",\"a/b~c.d\":1}", "/a~1b~0c.d", "additionalProperties")]
    [InlineData("{\"score\":1e400,\"givenAt\":\"2026-11-21T09:15:30Z\"}", "/score", "type")]
    [InlineData("{\"score\":5.01,\"givenAt\":\"2026-11-21T09:15:30Z\"}", "/score", "type")]
    [InlineData("{\"score\":5e-1,\"givenAt\":\"2026-11-21T09:15:30Z\"}", "/score", "type")]
    [InlineData("{\"score\":6.0,\"givenAt\":\"2026-11-21T09:15:30Z\"}", "/score", "maximum")]
    [InlineData("{\"score\":5,\"givenAt\":\"2026-11-21T09:15:30.1234567890Z\"}", "/givenAt", "pattern")]
    [InlineData("{\"score\":-99999999999999999999,\"givenAt\":\"2026-11-21T09:15:30Z\"}", "/score", "minimum")]
    [InlineData("{\"score\":5,\"givenAt\":\"2026-11-21T09:15:30Z\\n\"}", "/givenAt", "pattern")]
    [InlineData("{\"score\":5,\"givenAt\":\"2026-11-21T24:00:00Z\"}", "/givenAt", "format")]
    [InlineData("{\"score\":5,\"givenAt\":\"2026-02-29T09:00:00Z\"}", "/givenAt", "format")]
    [InlineData("{\"score\":5,\"givenAt\":\"2026-11-21T09:00:00+15:00\"}", "/givenAt", "format")]
    [InlineData("{\"score\":5,\"givenAt\":\"0001-01-01T00:00:00+07:00\"}", "/givenAt", "format")]
    public async Task Data_that_only_a_lenient_reader_would_take_is_refused(string data, string place, string rule)
    {
        var schema = await SchemaAsync("rating.given");

        var violation = Assert.Single(schema.Check(Encoding.UTF8.GetBytes(data)));

        Assert.Equal((place, rule), (violation.Pointer, violation.Rule));
    }

    [Theory]
    [InlineData("2028-02-29T23:59:59.1234567+14:00")]
    [InlineData("2028-02-29T23:59:59.999999999+07:00")]
    [InlineData("2026-11-21T00:00:00-00:00")]
    [InlineData("0001-01-01T07:00:00+07:00")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task A_moment_that_is_taken_can_be_held(string moment)
    {
        var schema = await SchemaAsync("rating.given");

        Assert.Empty(schema.Check(Encoding.UTF8.GetBytes($$"""{"score":5,"givenAt":"{{moment}}"}""")));
        Assert.True(DateTimeOffset.TryParse(moment, System.Globalization.CultureInfo.InvariantCulture, out _));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_refused()
    {
        var schema = await SchemaAsync("rating.given");
        byte[] data = [.. "{\"score\":5,\"givenAt\":\"2026-11-21T09:15:30Z\",\"comment\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.Equal("json", Assert.Single(schema.Check(data)).Rule);
    }

    [Fact]
    public async Task Data_may_nest_to_the_limit_and_no_deeper()
    {
        var catalogue = await SchemaCatalogue.LoadEmbeddedAsync(6, CancellationToken.None);
        Assert.True(catalogue.TryGet("vn.onestop.portal.notice-received.v1", out var schema));

        Assert.Empty(schema.Check(Notice(5)));
        var violation = Assert.Single(schema.Check(Notice(6)));
        Assert.Equal("depth", violation.Rule);
        Assert.StartsWith("/raw/a/0/0", violation.Pointer, StringComparison.Ordinal);

        // The data itself and raw are the first two levels.
        static byte[] Notice(int depth) => Encoding.UTF8.GetBytes(
            $$$"""{"kind":"x","arrivedAt":"2026-11-21T09:15:30Z","raw":{"a":{{{new string('[', depth - 1)}}}{{{new string(']', depth - 1)}}}}}""");
    }

    [Fact]
    public async Task An_open_object_still_refuses_a_property_given_twice()
    {
        var schema = await SchemaAsync("portal.notice-received");

        var violation = Assert.Single(schema.Check("""{"kind":"x","arrivedAt":"2026-11-21T09:15:30Z","raw":{"a":[{"b":1,"b":2}]}}"""u8));

        Assert.Equal(("/raw/a/0/b", "duplicate"), (violation.Pointer, violation.Rule));
    }

    [Fact]
    public async Task A_sentence_never_repeats_the_value_it_is_about()
    {
        var schema = await SchemaAsync("dossier.received");
        var data = JsonSerializer.SerializeToUtf8Bytes(new
        {
            procedure = new { code = "CANARY-1" },
            receivedAt = "CANARY-2",
            channel = "CANARY-3",
            applicant = new { kind = "CANARY-4", name = new string('C', 501), identity = new[] { new { kind = "old-id", number = "CANARY-5" } } },
            summary = new[] { "CANARY-6" },
        });

        var violations = schema.Check(data);

        Assert.Equal(7, violations.Count);
        Assert.All(violations, v => Assert.DoesNotContain("CANARY", v.Text.Vi + v.Text.En, StringComparison.Ordinal));
        Assert.All(violations, v => Assert.DoesNotContain("CCCC", v.Text.Vi + v.Text.En, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_long_list_of_wrong_entries_gives_a_hundred_findings()
    {
        var schema = await SchemaAsync("dossier.result-issued");
        var data = JsonSerializer.SerializeToUtf8Bytes(new { issuedAt = "2026-11-21T09:15:30Z", papers = new int[5000] });

        Assert.Equal(100, schema.Check(data).Count);
    }

    [Fact]
    public async Task A_folder_with_a_schema_the_lint_refuses_is_not_loaded()
    {
        var folder = Directory.CreateTempSubdirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.v1.schema.json"), """{ "type": "object", "const": 1 }""");

        var refused = await Assert.ThrowsAsync<InvalidSchemaException>(
            () => SchemaCatalogue.LoadDirectoryAsync(folder.FullName, 32, CancellationToken.None));

        Assert.Contains(refused.Faults, f => f.Keyword == "const");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_folder_of_schemas_gives_the_same_catalogue_as_the_assembly()
    {
        var embedded = await SchemaSamples.CatalogueAsync();
        var folder = await SchemaCatalogue.LoadDirectoryAsync(Path.Combine(SchemaSamples.Root, ".."), 32, CancellationToken.None);

        Assert.Equal(embedded.All.Select(s => s.Json), folder.All.Select(s => s.Json));
    }

    private static async Task<EventSchema> SchemaAsync(string name) =>
        (await SchemaSamples.CatalogueAsync()).TryGet($"vn.onestop.{name}.v1", out var schema) ? schema : throw new InvalidOperationException(name);
}
