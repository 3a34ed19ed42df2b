// Draws the plots of the page in place of their pictures, in the colours of the page.
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const plain = new Set([undefined, "#fff", "#ffffff", "white", "rgb(255,255,255)", "rgb(255, 255, 255)"]);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // A figure that chose no background of its own takes the page's.
  const themed = layout => {
    const isPlain = plain.has(layout.paper_bgcolor?.toLowerCase()) && plain.has(layout.plot_bgcolor?.toLowerCase());
    if (!dark.matches || !isPlain) return layout;
    const result = { ...layout, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)" };
    result.font = { ...layout.font, color: colour("--ink") };
    const axes = Object.keys(layout).filter(key => /^[xy]axis\d*$/.test(key));
    for (const key of new Set(["xaxis", "yaxis", ...axes])) {
      result[key] = { gridcolor: colour("--line"), zerolinecolor: colour("--line"), ...layout[key] };
      if (result[key].gridcolor) result[key].gridcolor = colour("--line");
      if (result[key].linecolor) result[key].linecolor = colour("--faint");
    }
    return result;
  };

  const draw = (place, target, figure) => Plotly.react(target, figure.data ?? [], themed(figure.layout ?? {}),
    { responsive: true, displaylogo: false, displayModeBar: "hover", ...figure.config });

  for (const place of document.querySelectorAll(".plot")) {
    try {
      const figure = JSON.parse(place.querySelector("script").textContent);
      const picture = place.firstElementChild;
      const target = document.createElement("div");
      place.append(target);
      draw(place, target, figure).then(() => {
        if (picture !== target) picture.remove();
        dark.addEventListener("change", () => draw(place, target, figure));
      }, () => target.remove());
    } catch (error) {
      console.error(error);
    }
  }
})();
