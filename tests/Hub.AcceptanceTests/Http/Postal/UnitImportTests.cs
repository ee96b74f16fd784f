using Hub.Core.Trust;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http.Postal;

public sealed class UnitImportTests(HubApp hub) : IClassFixture<HubApp>
{
    [Fact]
    public async Task A_list_that_was_torn_off_does_not_take_the_place_of_the_whole_one()
    {
        Assert.Equal(200, (await ImportAsync(300)).Status);

        var torn = await ImportAsync(250);

        Assert.Equal((400, "/units", "minItems"), (torn.Status, Error(torn, "pointer"), Error(torn, "rule")));
        Assert.Equal(300, (await hub.GetAsync("/units", Role.Operator)).Json.GetProperty("units").GetArrayLength());
        Assert.Equal(200, (await ImportAsync(290)).Status);
        Assert.Equal(200, (await ImportAsync(200, ",\"mayShrink\":true")).Status);
    }

    [Fact]
    public async Task A_province_has_one_name()
    {
        var reply = await hub.SendAsync("POST", "/units/import", Role.Operator, """
            {"units":[{"code":"00004","name":"Phường A","provinceCode":"01","provinceName":"Hà Nội"},{"code":"00008","name":"Phường B","provinceCode":"01","provinceName":"Hà Nam"}]}
            """);

        Assert.Equal((400, "/units/1/provinceName"), (reply.Status, Error(reply, "pointer")));
    }

    private static string? Error(HubApp.Reply reply, string member) => reply.Json.GetProperty("errors")[0].GetProperty(member).GetString();

    private Task<HubApp.Reply> ImportAsync(int count, string more = "") => hub.SendAsync("POST", "/units/import", Role.Operator,
        $$"""{"units":[{{string.Join(',', Enumerable.Range(1, count).Select(number => $$"""{"code":"{{number:00000}}","name":"Phường {{number}}","provinceCode":"01","provinceName":"Hà Nội"}"""))}}]{{more}} }""");
}
