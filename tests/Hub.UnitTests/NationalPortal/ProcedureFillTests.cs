using Hub.Core.Procedures;
using Hub.NationalPortal.Verification;
using Hub.UnitTests.NationalPortal.Fakes;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

/// <summary>Name and field of the procedure, which the portal wants and case systems leave out.</summary>
public sealed class ProcedureFillTests
{
    private const string Told = """{"code":"1.000656","name":"Đăng ký khai tử","fieldCode":"G15-HT08","fieldName":"Hộ tịch"}""";

    private readonly Scene _scene = new();

    public ProcedureFillTests() => _scene.Catalogue.Procedures["1.000656"] = new Procedure { Code = "1.000656", Name = "Khai tử", FieldCode = "G15-HT99", FieldName = "Hộ tịch (mới)" };

    [Theory]
    [InlineData("""{"code":"1.000656"}""", "Khai tử", "G15-HT99", "Hộ tịch (mới)")]
    [InlineData("""{"code":"1.000656","name":" ","fieldCode":"G15-HT08"}""", "Khai tử", "G15-HT08", "Hộ tịch (mới)")]
    [InlineData("""{"code":"1.000656.000.00.00.H40"}""", "Khai tử", "G15-HT99", "Hộ tịch (mới)")]
    [InlineData("""{"code":"9.999999"}""", "", "", "")]
    [InlineData(Told, "Đăng ký khai tử", "G15-HT08", "Hộ tịch")]
    public async Task What_the_case_system_left_out_is_filled_from_the_catalogue(string procedure, string name, string field, string fieldName)
    {
        await DeliverAsync(procedure);

        var item = _scene.Portal.Dossiers[Scene.Code];
        Assert.Equal((name, field, fieldName), (item.TenTTHC, item.MaLinhVuc, item.TenLinhVuc));
    }

    [Fact]
    public async Task A_procedure_that_was_renamed_since_is_no_difference_of_the_dossier()
    {
        await DeliverAsync("""{"code":"1.000656"}""");
        _scene.Catalogue.Procedures["1.000656"] = _scene.Catalogue.Procedures["1.000656"] with { Name = "Tên khác" };

        Assert.IsType<PortalVerdict.Agrees>(await InspectAsync());
    }

    [Fact]
    public async Task A_name_that_the_portal_never_got_is_a_difference()
    {
        _scene.Catalogue.Procedures.Clear();
        await DeliverAsync("""{"code":"1.000656"}""");
        _scene.Catalogue.Procedures["1.000656"] = new Procedure { Code = "1.000656", Name = "Khai tử" };

        Assert.Equal(["TenTTHC"], Assert.IsType<PortalVerdict.Stale>(await InspectAsync()).Fields);
    }

    private Task DeliverAsync(string procedure) =>
        _scene.Deliver(_scene.Post("vn.onestop.dossier.received.v1", 0, Scene.ReceivedJson.Replace(Told, procedure, StringComparison.Ordinal)));

    private async Task<PortalVerdict> InspectAsync()
    {
        _scene.Dossiers.Checks.Add(new(new(Scene.Code, "1.000656", Scene.Start, Scene.Start, "received", Scene.Start, false), _scene.State, IsSettled: true));
        return (await new PortalInspector(_scene.Link, _scene.Dossiers, _scene.Catalogue).InspectAsync(_scene.Dossiers.Checks[0], CancellationToken.None)).Verdict;
    }
}
