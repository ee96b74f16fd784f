using Hub.Core.Schemas;
using Xunit;

namespace Hub.UnitTests.Schemas;

public sealed class SchemaSampleTests
{
    public static TheoryData<string, string> Good() => SchemaSamples.Rows("good");

    public static TheoryData<string, string> Bad() => SchemaSamples.Rows("bad");

    [Theory]
    [MemberData(nameof(Good))]
    public async Task A_good_sample_is_taken_by_both_checks(string type, string file)
    {
        var schema = await SchemaAsync(type);
        var data = SchemaSamples.Read(file);

        Assert.Empty(schema.Explain(data));
        Assert.True(schema.Accepts(data));
        Assert.Empty(schema.Check(data));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_sample_has_exactly_the_findings_it_expects(string type, string file)
    {
        var schema = await SchemaAsync(type);
        var (data, expected) = SchemaSamples.ReadBad(file);

        var found = schema.Check(data);

        Assert.Equal(expected, found.Select(v => (v.Pointer, v.Rule)));
        Assert.False(schema.Accepts(data));
        Assert.All(found, v => Assert.True(v.Text.Vi.Length > 20 && v.Text.En.Length > 20));
    }

    [Fact]
    public async Task Every_type_has_a_minimal_a_full_and_two_bad_samples()
    {
        var catalogue = await SchemaSamples.CatalogueAsync();

        Assert.All(catalogue.All, schema =>
        {
            var names = SchemaSamples.Of("*").Where(s => s.Type == schema.Type).Select(s => Path.GetFileName(s.File)).ToList();
            Assert.Contains("good-minimal.json", names);
            Assert.Contains("good-full.json", names);
            Assert.True(names.Count(n => n.StartsWith("bad-", StringComparison.Ordinal)) >= 2, schema.Type);
        });
    }

    [Fact]
    public async Task Every_sample_belongs_to_a_type()
    {
        var catalogue = await SchemaSamples.CatalogueAsync();

        Assert.All(SchemaSamples.Of("*"), s => Assert.True(catalogue.TryGet(s.Type, out _), s.File));
    }

    private static async Task<EventSchema> SchemaAsync(string type) =>
        (await SchemaSamples.CatalogueAsync()).TryGet(type, out var schema) ? schema : throw new InvalidOperationException(type);
}
