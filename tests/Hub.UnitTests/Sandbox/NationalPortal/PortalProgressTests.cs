using System.Text.Json.Nodes;
using Hub.Core.Letters;
using Xunit;

namespace Hub.UnitTests.Sandbox.NationalPortal;

public sealed class PortalProgressTests
{
    [Fact]
    public async Task Lines_are_appended_in_order_of_arrival()
    {
        await using var twin = await StartAsync();

        var reply = await twin.AppendAsync(A.Line("20261121093000"), A.Line("20261121100000", "Trình ký"));
        var held = await twin.DossierAsync(A.Code);

        Assert.True(TwinServer.IsSuccess(reply));
        Assert.Equal(["Chuyển thụ lý", "Trình ký"], held["progress"]!.AsArray().Select(line => (string)line!["item"]!["NoiDungXuLy"]!));
        Assert.Equal(2, await twin.EffectAsync("portal.progress.line"));
        Assert.Equal(0, await twin.EffectAsync("portal.progress.doubled"));
    }

    [Fact]
    public async Task The_same_line_twice_becomes_two_lines_and_is_counted()
    {
        await using var twin = await StartAsync();

        await twin.AppendAsync(A.Line());
        await twin.AppendAsync(A.Line().With("ChucDanh", "Chức danh không phân biệt hai dòng"));
        var held = await twin.DossierAsync(A.Code);

        Assert.Equal(2, held["progress"]!.AsArray().Count);
        Assert.Equal(1, (int)held["doubledProgress"]!);
        Assert.Equal(1, await twin.EffectAsync("portal.progress.doubled"));
    }

    [Theory]
    [InlineData("NoiDungXuLy", "Khác")]
    [InlineData("NguoiXuLy", "Người khác")]
    [InlineData("TrangThai", "5")]
    [InlineData("ThoiDiemXuLy", "20261121093001")]
    public async Task A_line_that_differs_is_no_double(string field, string value)
    {
        await using var twin = await StartAsync();

        await twin.AppendAsync(A.Line());
        await twin.AppendAsync(A.Line().With(field, value));

        Assert.Equal(0, (int)(await twin.DossierAsync(A.Code))["doubledProgress"]!);
    }

    [Fact]
    public async Task A_line_older_than_the_one_before_is_counted()
    {
        await using var twin = await StartAsync();

        await twin.AppendAsync(A.Line("20261121100000"));
        await twin.AppendAsync(A.Line("20261121093000"));

        Assert.Equal(1, (int)(await twin.DossierAsync(A.Code))["progressOutOfOrder"]!);
    }

    [Fact]
    public async Task Ten_lines_are_taken_and_eleven_are_refused_whole()
    {
        await using var twin = await StartAsync();
        JsonObject[] Lines(int count) => [.. Enumerable.Range(0, count).Select(number => A.Line($"202611210930{number:00}"))];

        var eleven = await twin.AppendAsync(Lines(11));
        var ten = await twin.AppendAsync(Lines(10));

        Assert.Equal(-1, (int)eleven["error_code"]!);
        Assert.True(TwinServer.IsSuccess(ten));
        Assert.Equal(10, (await twin.DossierAsync(A.Code))["progress"]!.AsArray().Count);
    }

    [Fact]
    public async Task Lines_of_an_unknown_dossier_are_refused_with_their_whole_call()
    {
        await using var twin = await StartAsync();

        var reply = await twin.AppendAsync(A.Line(), A.Line(code: "000.00.01.H40-261121-0002"));

        Assert.Contains("không tồn tại", (string)reply["message"]!);
        Assert.Empty((await twin.DossierAsync(A.Code))["progress"]!.AsArray());
    }

    [Theory]
    [InlineData("ThoiDiemXuLy", "20261121")]
    [InlineData("ThoiDiemXuLy", "")]
    [InlineData("NguoiXuLy", "123456789012345678901234567890123456789012345678901")]
    [InlineData("TrangThai", "12")]
    public async Task A_bad_line_is_refused_by_name(string field, string value)
    {
        await using var twin = await StartAsync();

        var reply = await twin.AppendAsync(A.Line().With(field, value));

        Assert.StartsWith("Dữ liệu không hợp lệ: " + field, (string)reply["message"]!);
    }

    [Fact]
    public async Task An_acknowledgement_may_be_plain_text()
    {
        await using var twin = await TwinServer.StartWithSessionAsync(new() { Portal = new() { TextAnswerShare = 1 } });
        await twin.StoreAsync(A.Dossier());

        using var answer = await twin.SendAsync("CapNhatTienDoHoSoMC", new() { ["data"] = new JsonArray(A.Line()) });

        Assert.Contains("thành công", VietnameseText.Fold(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.NotEqual("application/json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<TwinServer> StartAsync()
    {
        var twin = await TwinServer.StartWithSessionAsync();
        await twin.StoreAsync(A.Dossier());
        return twin;
    }
}
