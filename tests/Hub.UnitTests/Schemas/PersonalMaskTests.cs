using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Schemas;
using Xunit;

namespace Hub.UnitTests.Schemas;

public sealed class PersonalMaskTests
{
    private const string Received = "vn.onestop.dossier.received.v1";

    public static TheoryData<string, string> Good() => SchemaSamples.Rows("good");

    [Theory]
    [InlineData("/applicant/name", "N*** V*** D***")]
    [InlineData("/applicant/phone", "***001")]
    [InlineData("/applicant/email", "d***@***")]
    [InlineData("/applicant/address", "***")]
    [InlineData("/applicant/portalAccount", "***001")]
    [InlineData("/applicant/identity/0/number", "***001")]
    [InlineData("/applicant/identity/1/number", "***678")]
    [InlineData("/applicant/identity/0/kind", "personal-id")]
    [InlineData("/officer/name", "T*** T*** D***")]
    [InlineData("/officer/title", "Công chức một cửa")]
    [InlineData("/resultReturn/information", "***")]
    [InlineData("/procedure/name", "Thủ tục đăng ký khai tử")]
    public async Task A_value_is_masked_as_its_mark_says(string place, string expected)
    {
        var masked = JsonNode.Parse(await MaskAsync(Received, SchemaSamples.Read("dossier.received.v1/good-full.json")))!;

        var value = place.Split('/').Skip(1).Aggregate(masked, (n, step) => n is JsonArray array ? array[int.Parse(step, null)]! : n[step]!);

        Assert.Equal(expected, (string?)value);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public async Task A_masked_value_is_told_from_a_persons_own(string type, string file)
    {
        var mask = new PersonalMask(await SchemaSamples.CatalogueAsync());
        var data = SchemaSamples.Read(file);
        var masked = mask.Mask(type, data);

        Assert.Empty(mask.MaskedMembers(type, data));
        Assert.Equal(masked.Contains("***", StringComparison.Ordinal), mask.MaskedMembers(type, Encoding.UTF8.GetBytes(masked)).Count > 0);
    }

    [Theory]
    [InlineData("""{"applicant":{"name":"N*** V***","phone":"0987650001"}}""", "/applicant/name")]
    [InlineData("""{"applicant":{"name":"N***x","phone":"***001"}}""", "/applicant/phone")]
    [InlineData("""{"applicant":{"email":"d***@***","identity":[{"number":"012"},{"number":"***"}]}}""", "/applicant/email", "/applicant/identity/1/number")]
    [InlineData("""{"applicant":{"address":"nhà ***"},"procedure":{"name":"***"}}""")]
    public async Task Members_that_hold_a_masked_form_are_named(string data, params string[] pointers)
    {
        var mask = new PersonalMask(await SchemaSamples.CatalogueAsync());

        Assert.Equal(pointers, mask.MaskedMembers(Received, Encoding.UTF8.GetBytes(data)));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public async Task No_personal_value_of_any_sample_survives(string type, string file)
    {
        var data = SchemaSamples.Read(file);
        (await SchemaSamples.CatalogueAsync()).TryGet(type, out var schema);
        var masked = JsonNode.Parse(await MaskAsync(type, data))!;

        foreach (var path in schema!.PersonalPaths.Select(p => p.Split('/')[1..]))
        {
            var (before, after) = (Values(JsonNode.Parse(data)!, path).ToList(), Values(masked, path).ToList());

            Assert.All(before.Zip(after), pair => Assert.NotEqual(pair.First, pair.Second));
            Assert.All(after, value => Assert.Contains("***", value, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task All_within_what_a_partner_sent_as_it_came_is_hidden()
    {
        var masked = await MaskAsync("vn.onestop.portal.notice-received.v1", """{"kind":"x","raw":{"a":["An",7,null,true,{"b":"Bình"}]}}"""u8);

        Assert.Equal("""{"kind":"x","raw":{"a":["***","***",null,true,{"b":"***"}]}}""", masked);
    }

    [Fact]
    public async Task Of_an_unknown_type_every_string_and_number_is_hidden()
    {
        var masked = await MaskAsync("vn.onestop.nothing.known.v9", """{"a":"An","b":[1,"x"],"c":true,"d":null}"""u8);

        Assert.Equal("""{"a":"***","b":["***","***"],"c":true,"d":null}""", masked);
    }

    [Fact]
    public async Task What_the_schema_does_not_know_or_expects_elsewhere_is_hidden()
    {
        var masked = await MaskAsync(Received, """{"hoTen":"An","applicant":"An","procedure":{"code":["An"],"ten":9},"papers":{"x":"An"},"khac":{"procedure":{"name":"An"}}}"""u8);

        Assert.DoesNotContain("An", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("9", masked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("Nguyễn Văn Demo")]
    [InlineData("{\"applicant\":{\"name\":\"Nguyễn Văn Demo\"}} x")]
    [InlineData("{\"applicant\":{\"name\":\"\\ud800 Demo\"}}")]
    public async Task Malformed_data_shows_nothing(string data) =>
        Assert.Equal("***", await MaskAsync(Received, Encoding.UTF8.GetBytes(data)));

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_show_nothing() =>
        Assert.Equal("***", await MaskAsync(Received, [(byte)'"', 0xC3, 0x28, (byte)'"']));

    [Fact]
    public async Task Data_nested_beyond_reason_shows_nothing() =>
        Assert.Equal("***", await MaskAsync(Received, Encoding.UTF8.GetBytes(new string('[', 100_000))));

    [Fact]
    public async Task A_short_number_keeps_no_digit()
    {
        var masked = await MaskAsync(Received, """{"applicant":{"phone":"113456"}}"""u8);

        Assert.Equal("""{"applicant":{"phone":"***"}}""", masked);
    }

    private static async Task<string> MaskAsync(string type, ReadOnlyMemory<byte> data) =>
        new PersonalMask(await SchemaSamples.CatalogueAsync()).Mask(type, data.Span);

    private static Task<string> MaskAsync(string type, ReadOnlySpan<byte> data) => MaskAsync(type, data.ToArray().AsMemory());

    private static IEnumerable<string> Values(JsonNode? node, string[] path) => (node, path) switch
    {
        (null, _) => [],
        (JsonArray array, ["*", .. var rest]) => array.SelectMany(item => Values(item, rest)),
        (JsonObject found, [var step, .. var rest]) => Values(found[step], rest),
        (JsonValue value, []) when value.TryGetValue<string>(out var text) => [text],
        (JsonObject found, []) => found.SelectMany(p => Values(p.Value, [])),
        (JsonArray array, []) => array.SelectMany(item => Values(item, [])),
        _ => [],
    };
}
