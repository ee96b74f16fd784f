using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Intake;
using Hub.Core.Schemas;
using Hub.UnitTests.Schemas;
using Xunit;

namespace Hub.UnitTests.Intake;

public sealed class DeadLetterEditsTests
{
    private const string Received = "vn.onestop.dossier.received.v1";

    [Fact]
    public async Task A_body_that_fits_its_schema_may_take_the_old_ones_place() =>
        Assert.Null(await CheckAsync(Received, _ => { }));

    [Fact]
    public async Task A_body_that_breaks_its_schema_is_refused_with_the_place()
    {
        var refusal = await CheckAsync(Received, body => body.Remove("procedure"));

        Assert.Equal(RefusalNames.SchemaViolation, refusal?.Name);
        Assert.Contains(refusal!.Errors, error => error.Rule == "required");
    }

    [Fact]
    public async Task A_masked_value_is_refused_and_pointed_at()
    {
        var refusal = await CheckAsync(Received, body => body["applicant"]!["name"] = "N*** V***");

        Assert.Equal(RefusalNames.MaskedBody, refusal?.Name);
        Assert.Equal(("/applicant/name", "masked"), Assert.Single(refusal!.Errors) is var error ? (error.Pointer, error.Rule) : default);
    }

    [Fact]
    public async Task A_masked_value_is_named_before_anything_else_that_is_wrong()
    {
        var refusal = await CheckAsync(Received, body =>
        {
            body.Remove("procedure");
            body["applicant"]!["name"] = "N*** V***";
        });

        Assert.Equal(RefusalNames.MaskedBody, refusal?.Name);
    }

    [Fact]
    public async Task A_type_without_a_schema_takes_any_json() =>
        Assert.Null(await CheckAsync("connector.own.v1", body => body.Remove("procedure")));

    private static async Task<Refusal?> CheckAsync(string type, Action<JsonObject> change)
    {
        var schemas = await SchemaSamples.CatalogueAsync();
        var body = JsonNode.Parse(SchemaSamples.Read("dossier.received.v1/good-full.json"))!.AsObject();
        change(body);
        return new DeadLetterEdits(schemas, new PersonalMask(schemas)).Check(type, Encoding.UTF8.GetBytes(body.ToJsonString()));
    }
}
