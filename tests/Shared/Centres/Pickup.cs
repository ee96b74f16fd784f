using System.Text.Json.Nodes;

namespace Hub.Tests.Centres;

/// <summary>A case system's wish that the post carry a paper.</summary>
internal static class Pickup
{
    public static string Requested(string dossier, string? phone = null, long fee = 0, string? id = null) => new JsonObject
    {
        ["specversion"] = "1.0",
        ["id"] = id ?? dossier + "#post",
        ["source"] = Story.Source,
        ["type"] = "vn.onestop.postal.pickup-requested.v1",
        ["subject"] = dossier,
        ["time"] = "2026-11-18T09:05:00+07:00",
        ["data"] = new JsonObject
        {
            ["requestedAt"] = "2026-11-18T09:05:00+07:00",
            ["citizen"] = Party("Nguyễn Văn Demo", phone ?? "0900000001", "13291"),
            ["agency"] = Party("Bộ phận một cửa Demo", "02260000000", "13285"),
            ["papers"] = new JsonArray(new JsonObject { ["id"] = "g-1", ["name"] = "Bản chính", ["count"] = 1, ["kind"] = "original" }),
            ["feeToCollect"] = fee,
        },
    }.ToJsonString();

    public static JsonObject Party(string name, string phone, string commune, string province = "37") => new()
    {
        ["name"] = name,
        ["phone"] = phone,
        ["address"] = new JsonObject { ["line"] = "Số 1 đường Demo", ["communeCode"] = commune, ["provinceCode"] = province },
    };
}
